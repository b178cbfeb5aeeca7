"""The measures, on results whose figures can be worked out by hand."""

from dataclasses import replace

import pytest

from bot.evaluation.calibration import (
    answered_probability,
    area,
    auroc,
    calibration_error,
    coverage_curve,
    reliability,
    silence,
)
from bot.evaluation.judgement import Cause
from bot.evaluation.question_set import Expectation
from bot.evaluation.shares import Share, confusion, never_figures, shares_by, wilson
from tests.bot.evaluation.sets import result


@pytest.mark.parametrize(
    ("right", "of", "bounds"),
    [(0, 0, (0, 1)), (0, 10, (0, 0.2775)), (10, 10, (0.7225, 1)), (81, 263, (0.2553, 0.3662))],
)
def test_intervals_are_as_wilson_has_them(right: int, of: int, bounds: tuple[float, float]) -> None:
    assert wilson(right, of) == pytest.approx(bounds, abs=5e-5)


def test_bins_hold_each_answer_once_and_give_the_calibration_error() -> None:
    results = [result("answered", "answered", c) for c in (0.0, 0.1, 0.95, 1.0)]
    results.append(result("answered", "clarify", 0.92))
    bins = reliability(results)
    assert [one.of for one in bins] == [1, 1, 0, 0, 0, 0, 0, 0, 0, 3]
    assert bins[-1].right == 2
    # |1-0|, |1-.1| and |2-2.87| of five answers
    assert calibration_error(bins) == pytest.approx((1 + 0.9 + 0.87) / 5)


def test_the_coverage_curve_follows_the_confidence() -> None:
    right = [result("answered", "answered", c) for c in (0.9, 0.8)]
    wrong = [result("answered", "clarify", c) for c in (0.7, 0.6)]
    assert list(coverage_curve([*wrong, *right])) == pytest.approx([1, 1, 2 / 3, 1 / 2])
    assert area(coverage_curve([*wrong, *right])) == pytest.approx((1 + 1 + 2 / 3 + 1 / 2) / 4)


def test_answers_of_one_confidence_have_no_order() -> None:
    results = [result("answered", given, 0.5) for given in ("answered", "clarify")]
    assert list(coverage_curve(results)) == list(coverage_curve(results[::-1])) == [0.5, 0.5]


@pytest.mark.parametrize(
    ("positive", "negative", "expected"),
    [([0.9, 0.8], [0.1], 1), ([0.1], [0.9], 0), ([0.5], [0.5], 0.5), ([0.9, 0.2], [0.3], 0.5)],
)
def test_auroc_counts_pairs(positive: list[float], negative: list[float], expected: float) -> None:
    assert auroc(positive, negative) == expected


def test_silence_is_measured_on_questions_that_accept_one_status() -> None:
    results = [result("answered", "answered", 0.9), result("answered", "not_specified", 0.9)]
    results += [result("not_specified", "not_specified", 0.8)] * 3
    results.append(result("not_specified", "answered", 0.3))
    results.append(result("clarify", "answered", 0.9))
    told = silence(results)
    assert (told.answered, told.silent) == (2, 4)
    assert told.balanced == pytest.approx((1 / 2 + 3 / 4) / 2)
    # Without a trace the status tells: 1 is above 0, 0, 0 and level with 1; 0 is level with three.
    assert told.auroc == pytest.approx((3.5 + 1.5) / 8)
    assert told.interval is not None
    assert told.interval[0] < told.balanced < told.interval[1]
    assert silence(results) == told


def test_without_silent_questions_nothing_is_claimed_of_them() -> None:
    told = silence([result("answered", "answered", 0.9)])
    assert (told.auroc, told.balanced, told.interval) == (None, None, None)


def test_the_trace_tells_the_probability_and_else_the_status() -> None:
    trace = {"decide": [{"answered": 0.7}]}
    assert answered_probability(result("answered", "not_specified", 0.2, trace=trace)) == 0.7
    assert answered_probability(result("answered", "answered", 0.2)) == 1
    assert answered_probability(result("answered", "not_specified", 0.2)) == 0


def test_shares_and_confusion_count_every_result() -> None:
    results = [result("answered", "answered", 0.9), result("answered", "clarify", 0.9)]
    assert shares_by(results, lambda one: one.question.audience) == (Share("not said", 1, 2),)
    assert confusion(results) == {"answered": {"answered": 1, "clarify": 1}}


def test_what_must_never_happen_is_counted_where_it_happens() -> None:
    one = result("answered", "answered", 0.9, Cause("forbidden", ""), Cause("number", ""))
    expect = Expectation(("answered",), forbidden=("x",), wrong_values=frozenset((7.0,)))
    cited = {"quote": "abd", "start": 0, "end": 3, "rendering": None}
    figure = {"outputs": {"least": "7"}, "working": []}
    record = {**one.record, "citations": [cited], "figures": [figure], "text": "八百万元"}
    held = replace(one, question=replace(one.question, expect=expect), record=record)
    clean = result("answered", "answered", 0.9)
    counts = [(never.count, never.of) for never in never_figures([held, clean], "abc")]
    assert counts == [(1, 1), (1, 2), (1, 2), (1, 1), (1, 1), (0, 2)]
    assert {id for never in never_figures([held, clean], "abc") for id in never.ids} == {"set/q"}
