"""Who gives an amount: payers by their many names, both sides alike, others."""

from __future__ import annotations

import pytest

from tests.knowledge.amounts.bindings import amounts, shares

PAYERS = [
    ("市里出半个亿，区里出半亿", "city:50 district:50"),
    ("市府出600万，區公所配500萬", "city:6 district:5"),
    ("市府那边给六百万，区政府拨了五百万", "city:6 district:5"),
    ("市财政出800万，区财政出700万", "city:8 district:7"),
    ("市经信委出500万，区科委出400万", "city:5 district:4"),
    ("市里头给600万，区里头给500万", "city:6 district:5"),
    ("municipal side 6m, district side 4m", "city:6 district:4"),
    ("the commission gives 6.4 million, the borough 5m", "city:6.4 district:5"),
    ("municipal support of 6m, Pudong New Area 5m", "city:6 district:5"),
    ("city hall pledges 5m", "city:5"),
    ("The municipal commission wrote to us last month that it would support the lab with 6.4 "
     "million. The district offers 6m.", "city:6.4 district:6"),
    ("the municipal commission wrote in its letter of approval that the support for running the "
     "platform comes to 6.4 million", "city:6.4"),
    ("市科委上周来函，说运行支持这块定在640万", "city:6.4"),
    ("區裡負責水電人工，一年260萬，市裡負責運行300萬", "district:2.6 city:3"),
    ("the city knows our plan, and we need 8m", "None:8"),
    ("市里知道，我们要800万", "None:8"),
    ("I work at a district bureau and the platform needs 8m", "None:8"),
]  # fmt: skip

ALIKE = [
    ("两边都是六百万", "city:6 district:6"),
    ("双方各600万", "city:6 district:6"),
    ("兩家都出600萬", "city:6 district:6"),
    ("市区都是600万", "city:6 district:6"),
    ("市裡和區裡各出600萬，一分不多一分不少", "city:6 district:6"),
    ("两家各出六百万，一分钱都不差", "city:6 district:6"),
    ("两边出的一样，都是六百万", "city:6 district:6"),
    ("both sides put in 6m", "city:6 district:6"),
    ("both the city and the district put in 6m", "city:6 district:6"),
    ("6m each from both", "city:6 district:6"),
    ("6m apiece from city and district", "city:6 district:6"),
    ("same amount 6m from either side", "city:6 district:6"),
    ("each level of government puts in 6m", "city:6 district:6"),
    ("the two sides give 6m each", "city:6 district:6"),
    ("both sides together put in 12m", "total:12"),
    ("双方合计1200万", "total:12"),
    ("city 5m in 2020, district 6m in both years", "city:5[2020] district:6"),
    ("两家企业都出600万", "others:6"),
    ("6m per side", "city:6 district:6"),
    ("市里区里各半个亿", "city:50 district:50"),
    ("9m (city) + 6m (district) = 15m", "city:9 district:6 total:15"),
    ("闵行和浦东各出300万，市里600万", "district:3 district:3 city:6"),
    ("市里300万，区里700万都出", "city:3 district:7"),
]

OTHERS = [
    ("市里50%，区里30%，剩下20%平台自筹", "city:1/2, district:3/10, others:1/5"),
    ("市裡四成、區裡四成、企業兩成", "city:2/5, district:2/5, others:1/5"),
    ("市区各40%，其余20%企业承担", "city:2/5, district:2/5, others:1/5"),
    ("社会资本占20%", "others:1/5"),
    ("剩下的10%由高校出", "others:1/10"),
    ("20%靠市场化收入", "others:1/5"),
    ("industry partners cover 15%", "others:3/20"),
    ("the institutes contribute 20%", "others:1/5"),
    ("40% from the city, 40% from the district and 20% from companies",
     "city:2/5, district:2/5, others:1/5"),
    ("the remaining fifth comes from industry", "others:1/5"),
    ("10% comes from the platform's own income", "others:1/10"),
    ("我们一半的用户在慕尼黑", "None:1/2"),
    ("公司出市里的一半", "None:1/2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PAYERS)
def test_a_payer_is_known_by_any_of_its_names(text: str, expected: str) -> None:
    assert amounts(text) == expected


@pytest.mark.parametrize(("text", "expected"), ALIKE)
def test_what_each_of_both_gives_is_bound_twice(text: str, expected: str) -> None:
    assert amounts(text) == expected


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_a_share_of_neither_side_is_of_others(text: str, expected: str) -> None:
    assert shares(text) == expected
