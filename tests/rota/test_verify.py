"""The verifier: what is broken, what it costs, and what no roster can name."""

from __future__ import annotations

import pytest
from small import MONDAY, daily, on, person, shift, team

from constraints.fair_share import FairShare
from constraints.headcount import Headcount
from constraints.max_hours import MaxHours
from constraints.requests import Requests
from rota.localtime import DAY
from rota.problem import Request
from rota.verify import Verdict, verify

ANA, BO = person("Ana"), person("Bo")
DAYS = daily("early", MONDAY, 3)
PROBLEM = team((ANA, BO), DAYS, requests=(Request("ana", MONDAY, "off"),))
RULES = [
    Headcount(id="staffed", least=1),
    Requests(weight=10),
    MaxHours(id="short", hours=7, weight=1),
    MaxHours(id="long", hours=7, per="horizon", weight=2),
]


def test_hard_and_soft_findings_are_kept_apart_in_the_order_of_the_rules() -> None:
    verdict = verify(PROBLEM, RULES, on(ANA, DAYS[0], DAYS[1]))
    assert [violation.message for violation in verdict.hard] == [
        "early of Wed 10 Mar 06:00 has 0 of everybody, 1 is needed"
    ]
    assert [(violation.rule, violation.cost) for violation in verdict.soft] == [
        ("requests", 10),
        ("short", 540),
        ("long", 1080),
    ]
    assert not verdict.lawful
    assert verdict.cost == 1630


def test_costs_are_summed_by_rule_and_the_dearest_comes_first() -> None:
    verdict = verify(PROBLEM, RULES, on(ANA, DAYS[0]) | on(BO, DAYS[1], DAYS[2]))
    # Ana is 60 minutes over 7 h, Bo 540.
    assert verdict.cost_by_rule() == {"long": 1200, "short": 600, "requests": 10}
    assert list(verdict.cost_by_rule()) == ["long", "short", "requests"]
    assert verdict.lawful


def test_rules_that_cost_the_same_are_told_by_name() -> None:
    twins = [Headcount(id="b", most=0, weight=3), Headcount(id="a", most=0, weight=3)]
    assert list(verify(PROBLEM, twins, on(ANA, DAYS[0])).cost_by_rule().items()) == [("a", 3), ("b", 3)]


def test_a_roster_that_breaks_nothing_is_lawful_and_free() -> None:
    verdict = verify(PROBLEM, RULES[:2], on(BO, *DAYS))
    assert verdict == Verdict(hard=(), soft=())
    assert (verdict.lawful, verdict.cost, verdict.cost_by_rule()) == (True, 0, {})


@pytest.mark.parametrize("cell", [("cem", DAYS[0].id), ("ana", "late@2027-03-08")])
def test_a_cell_of_nobody_or_nothing_is_refused(cell: tuple[str, str]) -> None:
    with pytest.raises(KeyError):
        verify(PROBLEM, RULES, frozenset({cell}))


def test_history_is_part_of_every_roster() -> None:
    before = shift("early", MONDAY - DAY)
    problem = team((ANA,), (before, *DAYS), first=MONDAY, past=on(ANA, before))
    rule = MaxHours(hours=8, weight=1)
    assert verify(problem, [rule], on(ANA, DAYS[0])).cost == 0
    moved = team((ANA,), DAYS, first=MONDAY + DAY, past=on(ANA, DAYS[0]))
    assert verify(moved, [rule], on(ANA, DAYS[1])).cost == 480


def test_the_hard_rules_kept_are_counted_among_those_that_can_be_broken() -> None:
    problem = team((ANA, BO), DAYS)
    rules = [
        Headcount(least=1),
        Headcount(id="wish", least=2, weight=1),
        FairShare(burden="shifts"),
        FairShare(id="near", burden="shifts", most=0),
    ]
    verdict = verify(problem, rules, on(ANA, *DAYS))
    assert [one.rule for one in verdict.hard] == ["near", "near"]
    assert verdict.kept(rules) == (1, 2)
