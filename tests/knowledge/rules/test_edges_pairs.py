"""Two cases side by side, years that are not exact, and one district of those that pay."""

from __future__ import annotations

from decimal import Decimal

from knowledge.rules import RULES, Amount, CoFundingInputs
from knowledge.rules.co_funding_districts import with_further
from knowledge.rules.given import read_given
from tests.knowledge.rules.thread import apply, knowledge

FIVE = Amount.of(5_000_000)


def test_a_case_that_is_no_pair_is_asked_for() -> None:
    pair, side = CoFundingInputs(city=FIVE, district=(FIVE,)), CoFundingInputs(city=FIVE)
    for first, second in ((pair, side), (side, pair)):
        inputs = CoFundingInputs(second.city, second.district, asked="compare", earlier=first)
        result = apply("co-funding", inputs)
        assert (result.status, result.missing) == ("needs_input", ("pair",))
        assert result.notes == ("in_principle",)


def test_years_that_hang_on_a_range_are_asked_for_exactly() -> None:
    given = {"city_by_year": "5-8m; 6m", "district_by_year": "6m; 6m"}
    result = apply("co-funding", read_given(RULES["co-funding"], given))
    assert (result.status, result.missing, result.notes) == (
        "needs_input", ("exact",), ("exact_amount",),
    )  # fmt: skip


def test_a_part_left_to_others_leaves_the_shares_of_a_total() -> None:
    given = {"total": "10m", "city": "4m", "city_share": "40%", "district_share": "50%"}
    result = RULES["co-funding"].apply(read_given(RULES["co-funding"], given), knowledge().facts)
    assert result.status == "computed"
    assert (result.outputs["city"], result.outputs["district"]) == ("4000000", "5000000")


def test_an_amount_without_a_name_is_that_of_the_one_district() -> None:
    one = CoFundingInputs(district=(FIVE,), districts=("Pudong",))
    new = with_further(one, "", Amount.of(Decimal(3)), instead=False)
    assert (new.district, new.districts) == ((Amount.of(3),), ("Pudong",))
    two = CoFundingInputs(district=(FIVE, FIVE), districts=("Pudong", "Minhang"))
    new = with_further(two, "", Amount.of(Decimal(3)), instead=False)
    assert (new.district, new.districts) == ((Amount.of(3),), ("",))
