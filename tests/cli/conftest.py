"""Two rosters made by hand and by pattern, no solver: a fortnight over the spring change, and a month."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import pytest
from commands import Command
from rich.console import Console

from constraints.coverage import Coverage
from constraints.fair_share import FairShare
from constraints.max_consecutive_days import MaxConsecutiveDays
from constraints.min_rest import MinRest
from constraints.one_at_a_time import OneAtATime
from constraints.requests import Requests
from rota.agent import Agent, Contract
from rota.cli.views.showing import Showing
from rota.localtime import DAY, midnight, resolve
from rota.problem import Absence, Problem, Request
from rota.queue import Demand, Queue
from rota.roster import Assignment, Member, Proof, Roster
from rota.shift import Shift

BERLIN = "Europe/Berlin"
FULL, HALF = Contract("full", 2400), Contract("half", 1200)
DE, EN = ("german", 3), ("english", 3)
TIMES = {"early": (time(6), time(14)), "late": (time(14), time(22)), "night": (time(22), time(6))}
MADE = datetime(2027, 2, 20, 9, 30, tzinfo=UTC)


def shift_on(template: str, day: date) -> Shift:
    begins, ends = TIMES[template]
    start = resolve(day, begins, BERLIN)
    end = resolve(day + DAY if ends <= begins else day, ends, BERLIN)
    return Shift(f"{template}@{day}", template, start, end, day, BERLIN, break_minutes=30)


def demand_of(days: list[date], *, weekday: int, weekend: int) -> tuple[Demand, ...]:
    """Hourly: german by day, and one for mail around the clock."""
    found = []
    for day in days:
        start = midnight(day, BERLIN)
        while start < midnight(day + DAY, BERLIN):
            hour = start + timedelta(hours=1)
            busy = resolve(day, time(8), BERLIN) <= start < resolve(day, time(18), BERLIN)
            if busy:
                found.append(Demand(start, hour, "phone-de", weekday if day.weekday() < 5 else weekend))
            found.append(Demand(start, hour, "mail", 1))
            start = hour
    return tuple(found)


def showing_of(
    first: date, patterns: dict[Agent, str], *, weekday: int, weekend: int, rules=(), **problem: object
) -> Showing:
    """Each agent's days as letters: E early, L late, N night, anything else free."""
    days = [first + offset * DAY for offset in range(max(map(len, patterns.values())))]
    shifts = [shift_on(template, day) for day in days for template in TIMES]
    agents = tuple(sorted(patterns, key=lambda agent: agent.id))
    start, end = midnight(days[0], BERLIN), midnight(days[-1] + DAY, BERLIN)
    templates = {template[0].upper(): template for template in TIMES}
    asked = Problem(
        team="Bank help desk",
        zone=BERLIN,
        start=start,
        end=end,
        agents=agents,
        shifts=tuple(sorted(shifts, key=lambda shift: (shift.start, shift.id))),
        queues=(Queue("mail", "mail", (("english", 1),)), Queue("phone-de", "phone", (("german", 2),))),
        demand=demand_of(days, weekday=weekday, weekend=weekend),
        **problem,
    )
    assignments = [
        Assignment(f"{templates[letter]}@{day}", agent.id)
        for agent, pattern in patterns.items()
        for day, letter in zip(days, pattern, strict=True)
        if letter in templates
    ]
    proof = Proof("feasible", cost=0, bound=0, seed=7, workers=2, seconds=1.5, version="0.1.0")
    roster = Roster(
        team=asked.team,
        zone=BERLIN,
        start=start,
        end=end,
        made_at=MADE,
        members=tuple(Member(agent.id, agent.name, agent.zone) for agent in agents),
        shifts=asked.shifts,
        assignments=tuple(sorted(assignments)),
        proof=proof,
    )
    return priced(Showing(asked, tuple(rules), roster))


def priced(showing: Showing) -> Showing:
    """The same with a proof that states the verifier's cost, and a bound a tenth below it."""
    cost = showing.verdict.cost
    proof = Proof("feasible", cost, cost * 9 // 10, 7, 2, 1.5, "0.1.0")
    roster = showing.roster
    return Showing(
        showing.problem,
        showing.rules,
        Roster(
            roster.team,
            roster.zone,
            roster.start,
            roster.end,
            roster.made_at,
            roster.members,
            roster.shifts,
            roster.assignments,
            proof,
        ),
    )


RULES = (
    OneAtATime(),
    MinRest(hours=11),
    MaxConsecutiveDays(days=5),
    Coverage(),
    FairShare(burden="nights"),
    Requests(),
)


@pytest.fixture(scope="session")
def spring() -> Showing:
    """Eight people in three zones, 22 March to 4 April 2027; clocks go forward on Sunday the 28th."""
    people = {
        Agent("ana", "Ana Kola", "Europe/Tirane", FULL, 1, (EN, DE)): "EEEEE--LLLLL--",
        Agent("bo", "Bo Lind", BERLIN, FULL, 1, (EN, DE)): "LLLLL--EEEEE--",
        Agent("cem", "Cem Öz", BERLIN, FULL, 1, (EN, DE)): "NN---NNNN-----",
        Agent("dev", "देव 山田太郎", "Asia/Manila", FULL, 1, (EN,)): "--NNN----NNNN-",
        Agent("eve", "Eve Maria Schneider-Hoffmann", BERLIN, HALF, 1, (EN, DE)): "-----EE-----EE",
        Agent("fay", "Fay", BERLIN, HALF, 1, (EN, DE)): "-----LL-----LL",
        Agent("gus", "Gus Ek", BERLIN, FULL, 2, (EN, DE)): "EEEEE---------",
        Agent("hana", "Hana 👩‍💻", BERLIN, HALF, 2, (EN, DE), tags=("newcomer",)): "L-L-L--E-E-E-N",
    }
    leave = Absence("gus", midnight(date(2027, 3, 29), BERLIN), midnight(date(2027, 4, 3), BERLIN))
    return showing_of(
        date(2027, 3, 22),
        people,
        weekday=3,
        weekend=1,
        rules=RULES,
        absences=(leave,),
        requests=(
            Request("ana", date(2027, 3, 27), "off", weight=3),
            Request("bo", date(2027, 3, 26), "off"),
            Request("fay", date(2027, 3, 28), "on", "late", weight=2),
        ),
    )


@pytest.fixture(scope="session")
def month() -> Showing:
    """Twenty-four people over four weeks from 8 March 2027, each on the same pattern, shifted."""
    zones = [BERLIN, BERLIN, BERLIN, "Europe/Tirane", "Asia/Manila", "America/New_York"]
    pattern = "EEEEE--LLLL---NNNN---EEELL--"
    people = {
        Agent(
            f"agent{number:02}",
            f"Agent Number {number}",
            zones[number % len(zones)],
            FULL if number % 3 else HALF,
            1 + (number >= 20),
            (EN, DE) if number % 4 else (EN,),
        ): pattern[number:] + pattern[:number]
        for number in range(24)
    }
    leave = Absence("agent05", midnight(date(2027, 3, 15), BERLIN), midnight(date(2027, 3, 20), BERLIN))
    return showing_of(
        date(2027, 3, 8), people, weekday=6, weekend=4, rules=RULES, absences=(leave,), requests=()
    )


@pytest.fixture
def text_of():
    """What a terminal of that many columns shows, in a pipe and without colour."""

    def render(*views: object, columns: int, colour: bool = False) -> str:
        console = Console(
            file=StringIO(),
            width=columns,
            force_terminal=colour,
            color_system="truecolor" if colour else None,
            highlight=False,
            markup=False,
            emoji=False,
        )
        for view in views:
            console.print(view)
        written = console.file
        assert isinstance(written, StringIO)
        return written.getvalue()

    return render


@pytest.fixture
def rota(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command line, run in this process."""
    return Command(monkeypatch, capsys)
