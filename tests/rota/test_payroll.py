from __future__ import annotations

from dataclasses import replace

from small import BERLIN, MONDAY, SPRING, on, person, shift, team

from rota.duty import Duty
from rota.holiday import Holiday
from rota.localtime import DAY
from rota.payroll import Amounts, pay_lines, total

SATURDAY = MONDAY + 5 * DAY


def amounts(agent, *shifts, **more) -> list[Amounts]:
    problem = team((agent,), shifts, days=28, **more)
    return [line.amounts for line in pay_lines(problem, Duty(problem, on(agent, *shifts)))]


def test_a_night_into_sunday_is_sundays_from_midnight_on() -> None:
    night = replace(shift("night", SATURDAY), break_minutes=30)
    assert amounts(person("Ana"), night) == [Amounts(480, 450, 0, 420, 360, 0)]


def test_the_night_of_the_spring_change_is_an_hour_shorter() -> None:
    assert amounts(person("Ana"), shift("night", SPRING - DAY)) == [Amounts(420, 420, 0, 360, 300, 0)]


def test_standing_by_is_counted_and_not_paid_as_work() -> None:
    duty = shift("standby", MONDAY, "20:00", "08:00", kind="on_call")
    assert amounts(person("Ana"), duty) == [Amounts(720, 0, 720, 420, 0, 0)]


def test_sundays_and_nights_are_those_of_home() -> None:
    late = shift("late", SATURDAY)
    assert amounts(person("Mei", zone="Asia/Manila"), late) == [Amounts(480, 480, 0, 360, 300, 0)]


def test_public_holidays_count_where_the_agent_lives_and_eves_do_not() -> None:
    ana = person("Ana")
    days = (("ana", Holiday(MONDAY, "Founders")), ("ana", Holiday(MONDAY + DAY, "Eve", "eve")))
    night = shift("night", MONDAY)
    assert amounts(ana, night, home_holidays=days) == [Amounts(480, 480, 0, 420, 0, 120)]


def test_lines_add_up() -> None:
    ana = person("Ana")
    problem = team((ana,), (shift("early", MONDAY), shift("early", MONDAY + DAY)))
    lines = pay_lines(problem, Duty(problem, on(ana, *problem.shifts)))
    assert [ana.zone, total(lines)] == [BERLIN, Amounts(960, 960, 0, 0, 0, 0)]
