"""Paging plans for the tests of exporters: one over both clock changes' kind of trouble, and any at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from rota.paging.escalation import Escalation, Hours, Route, Step, Target
from rota.paging.plan import PagingPlan, System
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hypothesis.strategies import SearchStrategy

    from rota.paging.reading import Reading

MINUTE = timedelta(minutes=1)
AGENTS = ("ana", "bo", "cem", "dev")
OWN_IDS = {agent: agent for agent in AGENTS}
HOSTILE = (
    "Ana\r\nATTENDEE:mallory",
    "${x}",
    "%{ if true }",
    "{{ x }}",
    '{{ template "x" . }}',
    "=cmd|' /C calc'!A0",
    "'=1+1",
    "\t@SUM(A1)",
    "\ufeffbom",
    "👩‍👩‍👧 " * 40,
    "\u05e9\u202e\u05dc\u05d5\u05dd\u2066",
    "x" * 300,
    "\u2028\u0085\x00\x0b",
    '"quoted", "twice" ; # $USER1$',
    "a\\b\\",
    "<b>&amp;</b>",
    "}\ndefine host {",
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of March 2027; days past the 31st are in April."""
    return datetime(2027, 3, 1, tzinfo=UTC) + timedelta(days=day - 1, hours=hour, minutes=minute)


def turn(role: str, person: str, start: datetime, end: datetime) -> Turn:
    return Turn(role, start, end, person, f"{role}-shift@{start:%Y-%m-%d}")


STANDARD = Escalation(
    "standard",
    (
        Step((Target("role", "primary"),), 5),
        Step((Target("role", "secondary"),), 10),
        Step((Target("agent", "dev"),), 15),
    ),
    repeat=2,
)
LIGHT = Escalation(
    "light", (Step((Target("role", "primary"), Target("agent", "cem")), 30), STANDARD.steps[-1])
)


def example(system: str = "", **more: object) -> PagingPlan:
    """The night of the spring change in Berlin: two roles, a hole in each, everybody with an id."""
    turns = (
        turn("primary", "ana", at(27, 7), at(27, 19)),
        turn("primary", "bo", at(27, 19), at(28, 6)),
        turn("primary", "ana", at(28, 8), at(28, 20)),
        turn("secondary", "cem", at(27, 7), at(28, 7)),
        turn("secondary", "bo", at(28, 7), at(28, 20)),
    )
    plan = PagingPlan(
        team="Bank help desk",
        zone="Europe/Berlin",
        start=at(27, 7),
        end=at(28, 20),
        since=at(27, 7),
        made_at=at(20, 9),
        roles=("primary", "secondary"),
        turns=turns,
        fallback="dev",
        escalations=(LIGHT, STANDARD),
        routes=(Route("light", queues=("mail",)), Route("standard")),
        names=(("ana", "Ana Kola"), ("bo", "Bo O'Brien"), ("cem", "Cem Öz"), ("dev", "देव")),
        contacts=tuple((agent, system, f"{agent}@{system}") for agent in AGENTS),
        systems=(System(system, (("primary", "SCHED1"), ("secondary", "SCHED2"))),),
    )
    return replace(plan, **more)


def business_hours(zone: str = "Europe/Berlin") -> Hours:
    return Hours(("mon", "tue", "wed", "thu", "fri"), time(9), time(17), zone)


def names() -> SearchStrategy[str]:
    return st.sampled_from(HOSTILE) | st.text(max_size=20)


@st.composite
def plans(draw: st.DrawFn, system: str, ids: SearchStrategy[str] | None = None, **more: object) -> PagingPlan:
    """Any plan whose turns do not overlap; ids and names are hostile, unless `ids` says otherwise."""
    start = at(draw(st.integers(1, 40)), 0)
    unit = timedelta(minutes=draw(st.sampled_from((1, 30, 120))))
    turns = [one for role in ("primary", "secondary") for one in draw(turns_from(role, start, unit))]
    end = max([one.end for one in turns], default=start) + unit
    each = names().filter(bool) if ids is None else ids
    given = draw(st.lists(each, min_size=4, max_size=4, unique=True))
    plan = example(system)
    return replace(
        plan,
        team=draw(names()),
        start=start,
        end=end,
        since=start + unit * draw(st.integers(-3, 12)),
        turns=tuple(sorted(turns)),
        names=tuple((agent, draw(names())) for agent in AGENTS),
        contacts=tuple((agent, system, id) for agent, id in zip(AGENTS, given, strict=True)),
        **more,
    )


@st.composite
def turns_from(draw: st.DrawFn, role: str, start: datetime, unit: timedelta) -> list[Turn]:
    turns: list[Turn] = []
    for _ in range(draw(st.integers(0, 8))):
        start += unit * draw(st.sampled_from((0, 0, 0, 1, 5)))
        end = start + unit * draw(st.integers(1, 6))
        turns.append(turn(role, draw(st.sampled_from(AGENTS)), start, end))
        start = end
    return turns


def by_minute(plan: PagingPlan, ids: Mapping[str, str]) -> dict[tuple[str, datetime], str]:
    """By role and minute that is still to come, the id of whom a page should reach."""
    first = max(plan.start, plan.since)
    wanted = {
        (role, minute): ids[plan.fallback] for role in plan.roles for minute in minutes(first, plan.end)
    }
    for one in plan.turns:
        wanted |= {(one.role, minute): ids[one.person] for minute in minutes(max(one.start, first), one.end)}
    return wanted


def said_by_minute(reading: Reading, plan: PagingPlan) -> dict[tuple[str, datetime], str]:
    """The same as an export says it; two people at once, or nobody, are said as such."""
    first, fallback = max(plan.start, plan.since), dict(reading.fallbacks)
    said = {
        (role, minute): fallback.get(role, "nobody")
        for role in plan.roles
        for minute in minutes(first, plan.end)
    }
    seen: set[tuple[str, datetime]] = set()
    for one in reading.turns:
        for minute in minutes(max(one.start, first), min(one.end, plan.end)):
            said[one.role, minute] = one.person if (one.role, minute) not in seen else "two at once"
            seen.add((one.role, minute))
    return said


def minutes(start: datetime, end: datetime) -> Iterator[datetime]:
    while start < end:
        yield start
        start += MINUTE
