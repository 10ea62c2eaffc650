from __future__ import annotations

from small import MONDAY, on, person, shift, team

from constraints.headcount import Headcount
from constraints.min_rest import MinRest
from constraints.one_at_a_time import OneAtATime
from rota.duty import Duty
from rota.localtime import DAY
from rota.room import Room, rooms_of

ANA = person("Ana")
LATE, EARLY = shift("late", MONDAY), shift("early", MONDAY + DAY, "09:30", "17:30")
PROBLEM = team((ANA,), (LATE, EARLY))
DUTY = Duty(PROBLEM, on(ANA, LATE, EARLY))


def test_the_step_that_breaks_a_rule_is_found_with_its_message() -> None:
    said = (
        "Ana rests 11 h 30 min between late ending Mon 08 Mar 22:00 and early starting Tue 09 Mar 09:30, "
        "12 h are required"
    )
    assert list(rooms_of(PROBLEM, DUTY, MinRest(hours=11))) == [Room("hours", 11, 11.5, 12.0, said)]


def test_where_no_step_breaks_a_rule_the_hardest_that_was_tried_is_told() -> None:
    assert list(rooms_of(PROBLEM, DUTY, MinRest(hours=6))) == [Room("hours", 6, 10.0, None, "")]


def test_limits_that_cannot_be_harder_and_rules_without_limits_say_nothing() -> None:
    only_one = Headcount(least=1, most=1)
    assert [*rooms_of(PROBLEM, DUTY, only_one), *rooms_of(PROBLEM, DUTY, OneAtATime())] == []
