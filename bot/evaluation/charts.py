"""Charts as inline SVG: no script, no colour of their own, a title and a description for each.

Lines and marks are told apart by their shape; colours come from the page's style, so that they
follow its light and dark.
"""

from collections.abc import Iterable, Sequence
from html import escape

from bot.evaluation.calibration import Bin
from bot.evaluation.shares import Share

_SIDE, _LEFT, _TOP, _BELOW, _RIGHT = 300, 56, 14, 46, 16
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def reliability_chart(bins: Sequence[Bin]) -> str:
    """Draw the share of right statuses over the confidence, a circle a bin."""
    filled = [one for one in bins if one.of]
    most = max((one.of for one in filled), default=1)
    shapes = [_line([(0, 0), (1, 1)], "guide")]
    shapes.append(_line([(one.confidence, one.right / one.of) for one in filled], "thin"))
    for one in filled:
        x, y = _place(one.confidence, one.right / one.of)
        radius = 3 + 7 * (one.of / most) ** 0.5
        shapes.append(f'<circle class="mark" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>')
    return _square(
        "reliability", "Reliability of the confidence",
        "Share of right statuses over mean confidence for each bin; a larger circle holds more "
        "answers. On the dashed diagonal the confidence is exact, above it too low, below it too "
        "high. The figures are in the table beside.",
        "confidence", "share of right statuses", shapes,
    )  # fmt: skip


def coverage_chart(curve: Sequence[float]) -> str:
    """Draw the share of right statuses over the share of answers that are given."""
    of = len(curve)
    points = [((at + 1) / of, float(value)) for at, value in enumerate(curve)]
    # The first answers alone jump between 0 and 1; a point every half percent is drawn.
    kept = points[:: max(1, of // 200)] + points[-1:]
    return _square(
        "coverage", "Coverage against accuracy",
        "Share of right statuses among the most confident answers, over the share of answers "
        "taken. The figures are in the table beside.",
        "share of answers, the most confident first", "share of right statuses",
        [_line(kept, "bold")],
    )  # fmt: skip


def shares_chart(name: str, shares: Sequence[Share]) -> str:
    """Draw each share as a mark with its interval as a line, a row a share."""
    row, label, width = 24, 190, 300
    height = row * len(shares) + 34
    parts = []
    for tick in _TICKS:
        x = label + tick * width
        parts.append(f'<line class="grid" x1="{x}" y1="4" x2="{x}" y2="{height - 28}"/>')
        parts.append(_text(x, height - 10, f"{tick:.1f}", "middle"))
    for at, share in enumerate(shares):
        y = 16 + row * at
        low, high = (label + bound * width for bound in share.interval)
        x = label + share.share * width
        parts.append(_text(label - 10, y + 4, _short(share.name), "end"))
        parts.append(f'<line class="thin" x1="{low:.1f}" y1="{y}" x2="{high:.1f}" y2="{y}"/>')
        parts.append(f'<circle class="mark" cx="{x:.1f}" cy="{y}" r="4.5"/>')
    return _svg(
        f"shares-{name.replace(' ', '-')}", f"Share right by {name}",
        "A circle for each share, a line for its 95 % interval. The figures are in the table "
        "beside.", label + width + 20, height, parts,
    )  # fmt: skip


def _square(
    key: str, title: str, description: str, across: str, up: str, shapes: Iterable[str]
) -> str:
    """Draw shapes in a square of 0..1 by 0..1 with named axes."""
    parts = []
    for tick in _TICKS:
        (x, y), (right, top) = _place(tick, tick), _place(1, 1)
        left, bottom = _place(0, 0)
        parts.append(f'<line class="grid" x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{bottom}"/>')
        parts.append(f'<line class="grid" x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>')
        parts.append(_text(x, bottom + 18, f"{tick:.1f}", "middle"))
        parts.append(_text(left - 8, y + 4, f"{tick:.1f}", "end"))
    parts.append(_text(_LEFT + _SIDE / 2, _TOP + _SIDE + 38, across, "middle"))
    middle = _TOP + _SIDE / 2
    parts.append(
        f'<text x="14" y="{middle}" text-anchor="middle" '
        f'transform="rotate(-90 14 {middle})">{escape(up)}</text>'
    )
    width, height = _LEFT + _SIDE + _RIGHT, _TOP + _SIDE + _BELOW
    return _svg(key, title, description, width, height, [*parts, *shapes])


def _svg(
    key: str, title: str, description: str, width: int, height: int, parts: Iterable[str]
) -> str:
    return (
        f'<svg role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(description)}</desc>{"".join(parts)}</svg>'
    )


def _place(x: float, y: float) -> tuple[float, float]:
    return _LEFT + x * _SIDE, _TOP + (1 - y) * _SIDE


def _line(points: Sequence[tuple[float, float]], style: str) -> str:
    drawn = " ".join("{:.1f},{:.1f}".format(*_place(*point)) for point in points)
    return f'<polyline class="{style}" points="{drawn}"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _short(name: str, longest: int = 26) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1]}…"
