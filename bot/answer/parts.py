"""What answers one request of a message, before the requests are put together."""

from dataclasses import dataclass

from bot.answer.draft import Piece
from bot.answer.record import Route, Status
from knowledge.rules import RuleResult


@dataclass(frozen=True)
class Part:
    """The pieces shown for one request, and the status it has by itself.

    Attributes:
        related: keys of the entries whose questions are suggested next.
    """

    status: Status
    route: Route
    pieces: tuple[Piece, ...]
    results: tuple[RuleResult, ...] = ()
    related: tuple[str, ...] = ()
