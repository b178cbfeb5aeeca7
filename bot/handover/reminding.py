"""When people are reminded of a handover that waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Waits:
    """How long a handover waits before it is reminded of.

    Attributes:
        unclaimed: minutes for one that nobody took, doubled from time to time up to a day;
            0 for no reminders of those.
    """

    unclaimed: int

    def first(self, state: str, at: datetime) -> datetime | None:
        """Return when a handover that just came to a state is reminded of, or None."""
        return self.next(state, 0, at)

    def next(self, state: str, count: int, at: datetime) -> datetime | None:
        """Return when a handover is reminded of after some reminders, or None for never."""
        if state == "claimed":
            return at + DAY
        if state != "open" or self.unclaimed <= 0:
            return None
        # Doubled more often than this it is past a day anyway, and soon past what a date holds.
        return at + min(timedelta(minutes=self.unclaimed * 2 ** min(count, 11)), DAY)
