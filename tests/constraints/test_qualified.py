"""qualified: the law, and skills and tiers counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import WEIGHT, WHO, hold
from small import MONDAY, at, costs, found, messages, on, person, shift, team

from constraints.qualified import Qualified
from rota.constraint import Place, Selection, Violation
from rota.localtime import DAY

DESK = shift("early", MONDAY, skills=(("german", 2),), tier=2)


@settings(max_examples=300)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, st.builds(Qualified, weight=WEIGHT, who=WHO))


@pytest.mark.parametrize(("level", "lacking"), [(3, 0), (2, 0), (1, 1), (0, 1)])
def test_a_skill_is_enough_at_its_level_and_above(level: int, lacking: int) -> None:
    ana = person("Ana", tier=2, skills={"german": level} if level else {})
    assert len(found(Qualified(), team((ana,), (DESK,)), on(ana, DESK))) == lacking


@pytest.mark.parametrize(("tier", "lacking"), [(3, 0), (2, 0), (1, 1)])
def test_a_tier_is_enough_at_its_height_and_above(tier: int, lacking: int) -> None:
    ana = person("Ana", tier=tier, skills={"german": 2})
    assert len(found(Qualified(), team((ana,), (DESK,)), on(ana, DESK))) == lacking


def test_everything_that_is_lacking_is_told_and_costs_once() -> None:
    ana = person("Ana", skills={"german": 1})
    assert found(Qualified(weight=40), team((ana,), (DESK,)), on(ana, DESK)) == [
        Violation(
            "qualified",
            Place("ana", DESK.id, start=at(MONDAY, "06:00"), end=at(MONDAY, "14:00")),
            1,
            "shifts",
            40,
            "Ana is on early of Mon 08 Mar 06:00 without tier 2 and `german` at level 2",
        )
    ]


def test_a_shift_is_told_on_the_clock_of_its_own_desk() -> None:
    desk = shift("early", MONDAY, zone="Asia/Manila", skills=(("french", 1), ("german", 1)), tier=2)
    ana = person("Ana")
    assert messages(Qualified(), team((ana,), (desk,), first=MONDAY - DAY), on(ana, desk)) == [
        "Ana is on early of Mon 08 Mar 06:00 without tier 2 and `french` at level 1 and `german` at level 1"
    ]


def test_each_of_several_skills_is_needed() -> None:
    desk = shift("early", MONDAY, skills=(("french", 1), ("german", 1)))
    ana = person("Ana", skills={"german": 2})
    assert messages(Qualified(), team((ana,), (desk,)), on(ana, desk)) == [
        "Ana is on early of Mon 08 Mar 06:00 without `french` at level 1"
    ]


def test_history_is_not_judged_and_the_last_shift_is() -> None:
    ana = person("Ana")
    night = shift("night", MONDAY - DAY, tier=2)
    last = shift("night", MONDAY + 6 * DAY, tier=2)
    problem = team((ana,), (night, last), past=on(ana, night))
    assert costs(Qualified(weight=3), problem, on(ana, last)) == [3]
    assert costs(Qualified(weight=3), problem, frozenset()) == []


def test_agents_whom_the_rule_is_not_about_may_lack_anything() -> None:
    ana, bo = person("Ana", tags=("newcomer",)), person("Bo")
    problem = team((ana, bo), (DESK,))
    rule = Qualified(who=Selection(tags=("newcomer",)))
    assert found(rule, problem, on(bo, DESK)) == []
    assert len(found(rule, problem, on(ana, DESK) | on(bo, DESK))) == 1


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert Qualified().explain() == "everybody: only shifts whose tier and skills they have"


def test_the_reason_names_what_is_lacking_and_nothing_else() -> None:
    ana = person("Ana", skills={"german": 2}, tier=2)
    skills = (("french", 1), ("german", 2), ("polish", 1))
    asking, higher = shift("early", MONDAY, skills=skills, tier=2), shift("late", MONDAY, tier=3)
    problem = team((ana,), (asking, higher))
    assert Qualified().because(problem, Place("ana", asking.id)) == (
        "Ana lacks `french` at level 1 and `polish` at level 1 for early"
    )
    assert Qualified().because(problem, Place("ana", higher.id)) == "Ana lacks tier 3 for late"
