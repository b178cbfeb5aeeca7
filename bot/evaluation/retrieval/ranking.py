"""Measures of rankings, by ir-measures: the only module that speaks to it."""

from collections.abc import Mapping
from importlib.util import find_spec

NAMES = ("R@1", "R@5", "R@10", "MAP@10", "nDCG@10", "MRR@10")
DEPTH = 10
"""How many places of a ranking are looked at."""

Run = Mapping[str, Mapping[str, float]]
"""By query id, the scores of passages by their id."""


class MeasuresMissingError(Exception):
    """The library is not installed; the message says how to install it."""


def require_measures(library: str = "ir_measures") -> None:
    """Make sure that the library is there, before anything takes minutes.

    Raises:
        MeasuresMissingError: it is not.
    """
    if find_spec(library) is None:
        raise MeasuresMissingError(
            f"{library.replace('_', '-')} is not installed; run `.venv/bin/python -m pip install "
            "--constraint constraints.txt --editable '.[evaluation]'`"
        )


def measure(relevant: Mapping[str, Mapping[str, int]], run: Run) -> dict[str, float]:
    """Return each measure's mean over the queries of a run, by the names in `NAMES`."""
    import ir_measures
    from ir_measures import AP, RR, R, nDCG

    wanted = (R @ 1, R @ 5, R @ 10, AP @ 10, nDCG @ 10, RR @ 10)
    judged = {query: dict(relevant[query]) for query in run}
    found = ir_measures.calc_aggregate(wanted, judged, run)
    return {name: float(found[one]) for name, one in zip(NAMES, wanted, strict=True)}
