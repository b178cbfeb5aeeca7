"""Times the amounts grammar on texts built to be hard, at two lengths.

Run by `make bench`. The baseline is the same piece repeated to a tenth of the length, so a
grammar that is linear in the text prints 10; one that is quadratic prints 100.
"""

import time

from knowledge.amounts import bind

SHORT, LONG = 1_000, 10_000
PIECES = (
    "1 ", "1,", "1/", "一万", "five million ", "市里出800万，", "12, ", "市七区三，",
    "half of the city's, ", "10m a year for 3 years then ", "每年减少10%，",
    "city and district 8m, ", "第一年1000万，第二年减少200万，", "8m city ",
)  # fmt: skip


def main() -> None:
    bind(PIECES[0] * 50)
    print(f"{LONG} characters against {SHORT}, in seconds of processor time")
    for piece in PIECES:
        short, long = seconds(piece, SHORT), seconds(piece, LONG)
        print(f"{long:8.3f}{short:8.3f}{long / short:7.1f}  {piece!r}")


def seconds(piece: str, length: int) -> float:
    text = (piece * length)[:length]
    started = time.process_time()
    bind(text)
    return time.process_time() - started


if __name__ == "__main__":
    main()
