"""The roster that gives up the least: what it breaks is named, by as little as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small import MONDAY, leave, person, shift, team

from constraints.availability import Availability
from constraints.headcount import Headcount
from constraints.max_hours import MaxHours
from constraints.min_hours import MinHours
from constraints.min_rest import MinRest
from constraints.one_at_a_time import OneAtATime
from constraints.qualified import Qualified
from rota.constraint import Selection
from rota.errors import OurBug
from rota.localtime import DAY
from rota.solve.giving_up import give_up
from rota.solve.limits import Limits

if TYPE_CHECKING:
    from rota.constraint import Constraint
    from rota.problem import Problem

ONE = Limits(seconds=30, workers=1)
ANA, BO = person("Ana"), person("Bo", skills={"german": 1})
EARLY, LATE = shift("early", MONDAY), shift("late", MONDAY)
NEXT = shift("early", MONDAY + DAY)


def given_up(problem: Problem, *rules: Constraint) -> list[str]:
    found = give_up(problem, rules, limits=ONE)
    assert found.least
    return [violation.message for violation in found.broken]


def test_a_shift_for_which_nobody_is_there_is_named() -> None:
    staffed = Headcount(least=1, shifts=("early",))
    problem = team((), (EARLY, LATE))
    assert given_up(problem, staffed, OneAtATime(), MinRest()) == [
        "early of Mon 08 Mar 06:00 has 0 of everybody, 1 is needed"
    ]


def test_of_two_rules_that_cannot_both_be_kept_one_is_named_and_no_third() -> None:
    problem = team((ANA, BO), (EARLY, LATE), absences=(leave(ANA, MONDAY, 1), leave(BO, MONDAY, 1)))
    rules = (Availability(), Headcount(least=1, shifts=("early",)), OneAtATime(), MaxHours(hours=40))
    (message,) = given_up(problem, *rules)
    assert message in {
        "early of Mon 08 Mar 06:00 has 0 of everybody, 1 is needed",
        "Ana is not available for 8 h of early on Mon 08 Mar 06:00",
        "Bo is not available for 8 h of early on Mon 08 Mar 06:00",
    }


def test_a_rest_that_two_shifts_leave_no_room_for_is_named_or_one_of_them() -> None:
    problem = team((ANA,), (LATE, NEXT))
    (message,) = given_up(problem, Headcount(least=1), MinRest(hours=11), MaxHours(hours=40))
    assert message in {
        "late of Mon 08 Mar 14:00 has 0 of everybody, 1 is needed",
        "early of Tue 09 Mar 06:00 has 0 of everybody, 1 is needed",
        "Ana rests 8 h between late ending Mon 08 Mar 22:00 and early starting Tue 09 Mar 06:00, "
        "11 h are required",
    }


def test_what_gives_up_least_is_named_where_several_rules_pull_the_other_way() -> None:
    german = shift("desk", MONDAY + 3 * DAY, "09:00", "17:00", skills=(("german", 1),))
    problem = team((ANA,), (EARLY, LATE, german))
    # Without Ana at the desk two rules would be broken, the desk unstaffed and her hours not full.
    rules = (Qualified(), Headcount(least=1, shifts=("desk",)), MinHours(hours=24, per="horizon"))
    assert given_up(problem, *rules) == ["Ana is on desk of Thu 11 Mar 09:00 without `german` at level 1"]


def test_clashes_that_have_nothing_to_do_with_each_other_are_all_named() -> None:
    nobody = Headcount(id="nobody", least=1, who=Selection(ids=("zoe",)), shifts=("early",))
    somebody = Headcount(id="somebody", least=1, shifts=("late",))
    nowhere, somewhere = given_up(team((ANA,), (EARLY, LATE)), nobody, somebody, MaxHours(hours=7))
    assert nowhere == "early of Mon 08 Mar 06:00 has 0 of zoe, 1 is needed"
    assert somewhere in {
        "late of Mon 08 Mar 14:00 has 0 of everybody, 1 is needed",
        "Ana works 8 h from Mon 08 Mar to Sun 14 Mar, 7 h are allowed",
    }


def test_rules_are_named_by_the_id_that_they_were_given() -> None:
    rules = (Headcount(id="one at the desk", least=1), Headcount(id="nobody at all", most=0))
    (broken,) = give_up(team((ANA,), (EARLY,)), rules, limits=ONE).broken
    assert broken.rule in {"one at the desk", "nobody at all"}


def test_rules_that_can_be_kept_are_no_question_for_it() -> None:
    with pytest.raises(OurBug, match="the verifier nothing against one"):
        give_up(team((ANA,), (EARLY,)), [Headcount(least=1)], limits=ONE)
