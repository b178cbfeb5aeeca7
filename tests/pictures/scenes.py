"""The pictures of the docs, by the names of their files."""

from collections.abc import Mapping

from tests.pictures.answer_scenes import ANSWERS
from tests.pictures.cast import NAMES, Scene
from tests.pictures.handover_scenes import HANDOVERS
from tests.pictures.view_scenes import VIEWS

__all__ = ["NAMES", "SCENES"]

SCENES: Mapping[str, Scene] = {**ANSWERS, **VIEWS, **HANDOVERS}
