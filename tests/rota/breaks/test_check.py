"""Pauses placed by hand, one fault at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from rota.agent import Agent, Contract
from rota.breaks.check import faults_of
from rota.breaks.options import wanted_pauses
from rota.breaks.rules import Activity, BreakRule, BreakRules, Pause
from rota.duty import Duty
from rota.problem import Problem
from rota.shift import Shift

DAY = date(2027, 3, 8)
START = datetime(2027, 3, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
FULL = Contract("full", 2400)
EARLY = Shift(
    "early@2027-03-08", "early", START + timedelta(hours=6), START + timedelta(hours=14), DAY, "UTC"
)
SHORT = Shift(
    "short@2027-03-09", "short", START + timedelta(hours=30), START + timedelta(hours=34), DAY, "UTC"
)
PROBLEM = Problem(
    "desk",
    "UTC",
    START,
    START + timedelta(days=7),
    (Agent("ana", "Ana", "UTC", FULL), Agent("bo", "Bo", "UTC", FULL)),
    (EARLY, SHORT),
)
DUTY = Duty(PROBLEM, frozenset({("ana", EARLY.id), ("bo", EARLY.id), ("bo", SHORT.id)}))
LUNCH = BreakRule("lunch", 30, 180, 300, shift_minutes=360)
RULES = BreakRules(
    most_at_once=1, apart=(("ana", "bo"),), rules=(LUNCH,), activities=(Activity("coaching", 60, ("bo",)),)
)


def pause(agent: str, hour: float, about: str = "lunch", *, shift: Shift = EARLY, minutes: int = 30) -> Pause:
    start = START + timedelta(hours=hour)
    return Pause(start, start + timedelta(minutes=minutes), agent, shift.id, about, paid=about != "lunch")


ANA, BO, COACHING = pause("ana", 9), pause("bo", 9.5), pause("bo", 30, "coaching", shift=SHORT, minutes=60)


def test_pauses_at_the_ends_of_their_windows_are_right() -> None:
    assert faults_of(PROBLEM, DUTY, RULES, [ANA, BO, COACHING]) == ()
    assert faults_of(PROBLEM, DUTY, RULES, [pause("ana", 11), BO, COACHING]) == ()


@pytest.mark.parametrize(
    ("pauses", "faults"),
    [
        ([BO, COACHING], ["Ana, early@2027-03-08: 0 times `lunch`, 1 asked for"]),
        (
            [pause("ana", 8.75), BO, COACHING],
            ["Ana, early@2027-03-08: `lunch` begins after 165 min, 180 to 300 are allowed"],
        ),
        (
            [pause("ana", 11.25), BO, COACHING],
            ["Ana, early@2027-03-08: `lunch` begins after 315 min, 180 to 300 are allowed"],
        ),
        (
            [pause("ana", 9, minutes=15), BO, COACHING],
            ["Ana, early@2027-03-08: `lunch` is not of 30 min, or paid otherwise"],
        ),
        (
            [replace(ANA, paid=True), BO, COACHING],
            ["Ana, early@2027-03-08: `lunch` is not of 30 min, or paid otherwise"],
        ),
        ([ANA, BO], ["bo: 0 times `coaching` in the week of Mon 08 Mar 00:00, 1 asked for"]),
        (
            [ANA, BO, pause("bo", 33.5, "coaching", shift=SHORT, minutes=60)],
            ["bo: `coaching` at Tue 09 Mar 09:30 is in no shift of theirs"],
        ),
        (
            [ANA, BO, pause("bo", 9.75, "coaching", minutes=60)],
            ["bo: `coaching` at Mon 08 Mar 09:45 begins before `lunch` ends"],
        ),
        (
            [pause("ana", 9.25), BO, COACHING],
            [
                "2 agents pause at Mon 08 Mar 09:30, 1 may",
                "ana, bo pause at Mon 08 Mar 09:30, one of them may",
            ],
        ),
        (
            [ANA, BO, COACHING, pause("ana", 31, "nap", shift=SHORT)],
            ["ana: `nap` at Tue 09 Mar 07:00 is in no shift of theirs"],
        ),
    ],
)
def test_each_fault_is_found(pauses: list[Pause], faults: list[str]) -> None:
    assert list(faults_of(PROBLEM, DUTY, RULES, pauses))[: len(faults)] == faults


def test_options_are_every_step_of_the_window_and_all_that_fits_in_the_week() -> None:
    lunch_of_ana, lunch_of_bo, coaching = wanted_pauses(PROBLEM, DUTY, RULES)
    assert [option.start.hour + option.start.minute / 60 for option in lunch_of_ana.options] == [
        9,
        9.25,
        9.5,
        9.75,
        10,
        10.25,
        10.5,
        10.75,
        11,
    ]
    assert (lunch_of_bo.agent, lunch_of_bo.about, lunch_of_bo.week) == ("bo", "lunch", 0)
    # 8 h of early and 4 h of short, each less the hour itself, in quarters
    assert len(coaching.options) == 29 + 13


def test_a_pause_that_fits_in_no_window_has_no_options() -> None:
    late = replace(LUNCH, from_minutes=460, to_minutes=500)
    assert [one.options for one in wanted_pauses(PROBLEM, DUTY, BreakRules(rules=(late,)))] == [(), ()]
