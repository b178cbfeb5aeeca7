"""The retrieval bench: public sets in BEIR form, searched with the project's own modules."""

from typing import Literal, TypeAlias

Half: TypeAlias = Literal["develop", "held", "all"]
"""Whose queries are searched: those of the documents of one half, or of all."""
