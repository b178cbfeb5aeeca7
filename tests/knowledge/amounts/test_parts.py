"""What an amount is for, and amounts that are parts of others."""

from __future__ import annotations

import pytest

from tests.knowledge.amounts.bindings import amounts

PURPOSES = [
    ("建设花了1500万", "construction:15"),
    ("建设那块3000万，运行市里给600万", "construction:30 city:6"),
    ("区里建设花了1500万、运行只给了260万", "construction(district):15 district:2.6"),
    ("蓋實驗室花了3000萬，日常運營市裡給500萬", "construction:30 city:5"),
    ("设备购置800万，人员工资水电市里给500万，区里给400万",
     "construction:8 city:5 district:4"),
    ("装修加设备一共1500万，区里出的", "construction(district):15"),
    ("市里拨了2000万盖楼，又拨了500万运行", "construction(city):20 city:5"),
    ("运行费市里800万、区里700万，建设市里3000万", "city:8 district:7 construction(city):30"),
    ("市里建楼给了4000万，水电人工每年给600万", "construction(city):40 city:6"),
    ("building costs 30m, city gives 5m for running", "construction:30 city:5"),
    ("30m to build it, city 5m to run it", "construction:30 city:5"),
    ("30m for the building and 5m from the city to keep it running", "construction:30 city:5"),
    ("it took 30m to set up the lab; the city gives 5m a year to run it", "construction:30 city:5"),
    ("fit-out 3m, equipment (capital) 8m, city 5m for operations",
     "construction:3 construction:8 city:5"),
    ("the district spent 15m on construction but only 2.6m on running it",
     "construction(district):15 district:2.6"),
    ("30m for bricks and mortar, 5m from the city for upkeep", "construction:30 city:5"),
    ("the city pays 6m for salaries and utilities, 30m for equipment",
     "city:6 construction(city):30"),
    ("设备1200万、运行300万都是市里的，区里运行给250万",
     "construction(city):12 city:3 district:2.5"),
    ("The building itself cost 30m and was paid by the city", "construction(city):30"),
    ("平台建成后市里每年给800万，区里给700万", "city:8 district:7"),
    ("equipment maintenance is 3m of the city's money", "city:3"),
    ("we only have 1m registered capital", "None:1"),
]  # fmt: skip

PARTS = [
    ("市府拨款共5000万，其中3800万盖实验室、1200万是日常营运",
     "city:50 construction(city):38[inside] city:12[inside]"),
    ("of the city's 50m, 38m is for the building and the rest for running",
     "city:50 construction(city):38[inside,rest=operating]"),
    ("市裡一共給4500萬，裡頭3600萬是建設", "city:45 construction(city):36[inside]"),
    ("里头3600万是建设，剩下都是运行", "construction:36[inside,rest=operating]"),
    ("38m of it is for construction, the rest is for running costs",
     "construction:38[inside,rest=operating]"),
    ("里面有3600万是基建的，别的都是运行", "construction:36[inside,rest=operating]"),
    ("其中900万是运行，其余盖楼", "None:9[inside,rest=construction]"),
    ("the city gave 50m, 38m of which was for construction",
     "city:50 construction(city):38[inside]"),
    ("38m of the city's 50m is for construction", "construction(city):38[inside] city:50"),
    ("out of the 50m from the city 38m goes into construction, the remaining 12m into operations",
     "city:50 construction(city):38[inside] city:12[inside]"),
    ("市里4500万（含建设3600万），区里900万", "city:45 construction(city):36[inside] district:9"),
    ("市里4500万，扣掉3600万建设，剩下的是运行",
     "city:45 construction(city):36[inside,rest=operating]"),
    ("区里一共800万，有300万是盖楼用的", "district:8 construction(district):3[inside]"),
    ("市里给5000万，3800万盖楼，1200万运行",
     "city:50 construction(city):38[inside] city:12[inside]"),
    ("市里5000万里面，盖楼3800万，运行1200万，区里运行1000万",
     "city:50 construction(city):38[inside] city:12[inside] district:10"),
    ("city 50m (38m construction, 12m operation), district 10m operation",
     "city:50 construction(city):38[inside] city:12[inside] district:10"),
    ("50m from the city, 38m being for the building", "city:50 construction(city):38[inside]"),
    ("市里那5000万，3800万是建设的", "city:50 construction(city):38[inside]"),
    ("the city's grant of 50m covers 38m of construction",
     "city:50 construction(city):38[inside]"),
    ("the city's 9m out of a total of 15m", "city:9[inside] total:15"),
    ("total 16m, of which the city 9m", "total:16 city:9[inside]"),
    ("city wants to pay 9 of it", "city:#9[inside]"),
    ("市里要出其中的9", "city:#9[inside]"),
    ("the city would take 9 out of that", "city:#9[inside]"),
    ("of that 16m, the city pays 9", "total:16 city:#9[inside]"),
    ("市里800万，区里500万", "city:8 district:5"),
    ("市里减掉30万", "addition(city):0.3[less]"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PURPOSES)
def test_building_and_running_are_told_apart(text: str, expected: str) -> None:
    assert amounts(text) == expected


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_a_part_of_an_amount_is_known_as_one(text: str, expected: str) -> None:
    assert amounts(text) == expected
