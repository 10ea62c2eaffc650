"""not_alone: the law, and minutes alone counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import MONDAY, SPRING, at, costs, found, messages, on, person, shift, team

from constraints.not_alone import NotAlone
from rota.constraint import Place, Selection, Violation
from rota.localtime import DAY

NEW = Selection(tags=("newcomer",))
ANA, EVE = person("Ana"), person("Eve", tags=("senior",))
BO, DEV = person("Bo", tags=("newcomer",)), person("Dev", tags=("newcomer", "senior"))
EARLY = shift("early", MONDAY)

RULES = st.builds(
    NotAlone,
    weight=WEIGHT,
    who=st.sampled_from([NEW, Selection(tiers=(1,)), Selection(ids=("a0",)), Selection(skills=("french",))]),
    company=WHO,
    kinds=KINDS,
)


@settings(max_examples=400)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES, most_days=4)


def test_who_is_in_a_training_is_no_company_and_needs_none() -> None:
    course = shift("course", MONDAY, "06:00", "14:00", kind="training")
    problem = team((ANA, BO), (EARLY, course))
    rule = NotAlone(who=NEW)
    assert messages(rule, problem, on(BO, EARLY) | on(ANA, course)) == [
        "Bo stands alone for 8 h from Mon 08 Mar 06:00"
    ]
    assert found(rule, problem, on(BO, course)) == []
    everything = NotAlone(who=NEW, kinds=("work", "training"))
    assert found(everything, problem, on(BO, EARLY) | on(ANA, course)) == []


@pytest.mark.parametrize(
    ("begins", "ends", "cost"),
    [
        ("05:59", "14:01", []),
        ("06:00", "14:00", []),
        ("06:01", "14:00", [3]),
        ("06:00", "13:59", [3]),
        ("07:00", "13:00", [180, 180]),
        ("14:00", "22:00", [1440]),
    ],
)
def test_each_minute_alone_costs(begins: str, ends: str, cost: list[int]) -> None:
    other = shift("other", MONDAY, begins, ends)
    problem = team((ANA, BO), (EARLY, other))
    cells = on(BO, EARLY) | on(ANA, other)
    assert costs(NotAlone(who=NEW, weight=3), problem, cells) == cost
    assert len(found(NotAlone(who=NEW), problem, cells)) == len(cost)


def test_who_stands_alone_is_told_with_the_span() -> None:
    other = shift("other", MONDAY, "06:00", "12:30")
    problem = team((ANA, BO), (EARLY, other))
    assert found(NotAlone(who=NEW), problem, on(BO, EARLY) | on(ANA, other)) == [
        Violation(
            "not_alone",
            Place("bo", EARLY.id, start=at(MONDAY, "12:30"), end=at(MONDAY, "14:00")),
            90,
            "minutes",
            None,
            "Bo stands alone for 1 h 30 min from Mon 08 Mar 12:30",
        )
    ]


def test_who_stands_alone_is_told_on_the_clock_of_the_desk() -> None:
    desk = shift("desk", MONDAY, "09:00", "10:00", zone="Asia/Manila")
    assert messages(NotAlone(who=NEW), team((ANA, BO), (desk,)), on(BO, desk)) == [
        "Bo stands alone for 1 h from Mon 08 Mar 09:00"
    ]


def test_two_may_share_in_keeping_company() -> None:
    one, two = shift("one", MONDAY, "05:00", "10:00"), shift("two", MONDAY, "10:00", "15:00")
    problem = team((ANA, BO, EVE), (EARLY, one, two))
    assert found(NotAlone(who=NEW), problem, on(BO, EARLY) | on(ANA, one) | on(EVE, two)) == []


def test_newcomers_keep_each_other_no_company() -> None:
    problem = team((BO, DEV), (EARLY,))
    both = on(BO, EARLY) | on(DEV, EARLY)
    assert costs(NotAlone(who=NEW, weight=1), problem, both) == [480, 480]
    assert costs(NotAlone(who=NEW, company=Selection(tags=("senior",)), weight=1), problem, both) == [
        480,
        480,
    ]


def test_only_the_company_asked_for_counts() -> None:
    rule = NotAlone(who=NEW, company=Selection(tags=("senior",)), weight=1)
    problem = team((ANA, BO, EVE), (EARLY,))
    assert costs(rule, problem, on(BO, EARLY) | on(ANA, EARLY)) == [480]
    assert costs(rule, problem, on(BO, EARLY) | on(EVE, EARLY)) == []


def test_whom_the_rule_is_not_about_may_stand_alone() -> None:
    assert found(NotAlone(who=NEW), team((ANA, BO), (EARLY,)), on(ANA, EARLY)) == []


def test_a_shift_from_before_the_horizon_keeps_company() -> None:
    night, five = shift("night", MONDAY - DAY), shift("five", MONDAY, "05:00", "07:00")
    known = team((ANA, BO), (night, five), past=on(ANA, night))
    free = team((ANA, BO), (night, five))
    assert costs(NotAlone(who=NEW, weight=1), known, on(BO, five)) == [60]
    assert costs(NotAlone(who=NEW, weight=1), free, on(BO, five)) == [120]


def test_history_is_not_judged_though_it_runs_into_the_horizon() -> None:
    night = shift("night", MONDAY - DAY)
    problem = team((ANA, BO), (night, EARLY), past=on(BO, night))
    assert found(NotAlone(who=NEW), problem, on(ANA, EARLY)) == []


def test_the_last_night_needs_company_to_its_end() -> None:
    night, evening = shift("night", MONDAY + 6 * DAY), shift("evening", MONDAY + 6 * DAY, "20:00", "00:00")
    problem = team((ANA, BO), (night, evening))
    assert messages(NotAlone(who=NEW), problem, on(BO, night) | on(ANA, evening)) == [
        "Bo stands alone for 6 h from Mon 15 Mar 00:00"
    ]


def test_the_hour_that_the_spring_change_skips_is_not_stood_alone() -> None:
    night, evening = shift("night", SPRING - DAY), shift("evening", SPRING - DAY, "22:00", "01:00")
    problem = team((ANA, BO), (night, evening), first=SPRING - DAY)
    assert messages(NotAlone(who=NEW), problem, on(BO, night) | on(ANA, evening)) == [
        "Bo stands alone for 4 h from Sun 28 Mar 01:00"
    ]


def test_a_rule_about_everybody_is_refused() -> None:
    with pytest.raises(ValidationError, match="give `who`, the agents who may not stand alone"):
        NotAlone()


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert NotAlone(who=NEW).explain() == "agents with tag newcomer: never on duty without others"
    assert (
        NotAlone(who=NEW, company=Selection(ids=("ana",))).explain()
        == "agents with tag newcomer: never on duty without ana"
    )
