"""Which rows an encoder takes together, so that a run's memory is bounded."""

from collections.abc import Iterator, Sequence

# Padding makes each row as long as the longest: rows times length bounds a run's memory.
_TOKENS_IN_A_RUN = 1_024


def runs_of(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Groups rows of like length, each group within the bound of a run."""
    run: list[int] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if run and (len(run) + 1) * lengths[i] > _TOKENS_IN_A_RUN:
            yield run
            run = []
        run.append(i)
    if run:
        yield run
