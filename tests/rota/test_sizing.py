from __future__ import annotations

from datetime import time
from fractions import Fraction

from small import BERLIN, MONDAY, leave, person, team

from rota.agent import Contract
from rota.localtime import resolve
from rota.queue import Demand, Queue
from rota.sizing import Need, by_hours, needs, owed_minutes, present_share, whole

GERMAN, FRENCH = Queue("de", "phone", (("german", 1),)), Queue("fr", "phone", (("french", 1),))
ANA, BO = (
    person("Ana", hours=28, skills={"german": 1}),
    person("Bo", hours=7, skills={"german": 1, "french": 1}),
)


def wanted(queue: str, agents: int, begins: int, ends: int) -> Demand:
    start, end = (resolve(MONDAY, time(hour), BERLIN) for hour in (begins, ends))
    return Demand(start, end, queue, agents)


def test_around_the_clock_takes_more_than_four_of_forty_hours() -> None:
    found = by_hours(168 * 60, Contract("full", 2400))
    assert (found, whole(found)) == (Fraction(21, 5), 5)


def test_leave_makes_it_more() -> None:
    assert by_hours(80 * 60, Contract("full", 2400), Fraction(1, 2)) == 4


def test_each_queue_can_only_have_the_hours_of_those_who_can_serve_it() -> None:
    problem = team(
        (ANA, BO), (), queues=(GERMAN, FRENCH), demand=(wanted("de", 2, 8, 18), wanted("fr", 1, 8, 18))
    )
    assert needs(problem) == (
        Need(("de",), 1200, 2100, 2),
        Need(("fr",), 600, 420, 1),
        Need(("de", "fr"), 1800, 2100, 2),
    )
    assert [need.lacking for need in needs(problem)] == [0, 180, 0]


def test_days_of_leave_take_their_seventh_off() -> None:
    problem = team((ANA, BO), (), absences=(leave(ANA, MONDAY, 2),))
    assert (owed_minutes(problem, ANA), owed_minutes(problem, BO)) == (1200, 420)
    assert present_share(problem) == Fraction(6, 7)
