"""Rosters over nights on which clocks change, and a strategy for rosters with hostile names."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from rota.localtime import DAY, local_day, midnight, resolve
from rota.roster import Assignment, Member, Proof, Roster
from rota.shift import Shift

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

ZONES = ("America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Europe/Berlin")
PROOF = Proof(
    status="optimal",
    cost=12,
    bound=12,
    seed=7,
    workers=2,
    seconds=1.5,
    version="0.1.0",
    inputs=(("team.yaml", "ab" * 32), ("forecast.csv", "cd" * 32)),
)
MEMBERS = (
    Member("ana", "Ana Kola", "Europe/Berlin"),
    Member("bo", "Bo O'Brien; night, owl", "America/New_York"),
    Member("cem", "Cem Öz", "Australia/Lord_Howe"),
    Member("dev", "देव", "Asia/Kolkata"),
    Member("eve", "Eve", "Europe/Berlin"),
)


def shift_on(template: str, day: date, zone: str, **more: object) -> Shift:
    start, end = resolve(day, time(22), zone), resolve(day + DAY, time(6), zone)
    return Shift(f"{template}@{day}", template, start, end, day, zone, **more)


def roster_of(first: date, last: date, nights: list[tuple[str, Shift]]) -> Roster:
    shifts = {shift.id: shift for _, shift in nights}
    return Roster(
        team="Bank help desk",
        zone="Europe/Berlin",
        start=midnight(first, "Europe/Berlin"),
        end=midnight(last, "Europe/Berlin"),
        made_at=datetime(2027, 2, 20, 9, 30, 15, 123456, tzinfo=UTC),
        members=MEMBERS,
        shifts=tuple(sorted(shifts.values(), key=lambda shift: (shift.start, shift.id))),
        assignments=tuple(sorted(Assignment(shift.id, agent) for agent, shift in nights)),
        proof=PROOF,
    )


@pytest.fixture(scope="session")
def spring() -> Roster:
    """The nights of the first change of 2027 in four zones; Kolkata has none."""
    berlin = shift_on("night", date(2027, 3, 27), "Europe/Berlin", break_minutes=30, skills=(("german", 2),))
    return roster_of(
        date(2027, 3, 13),
        date(2027, 4, 5),
        [
            ("ana", berlin),
            ("dev", shift_on("pager", date(2027, 3, 27), "Asia/Kolkata", kind="on_call", role="primary")),
            ("bo", shift_on("us-night", date(2027, 3, 13), "America/New_York")),
            ("cem", shift_on("lh-night", date(2027, 4, 3), "Australia/Lord_Howe", kind="training")),
            ("bo", berlin),
        ],
    )


@pytest.fixture(scope="session")
def autumn() -> Roster:
    """The nights of the second change of 2027 in the same zones."""
    return roster_of(
        date(2027, 10, 2),
        date(2027, 11, 8),
        [
            ("ana", shift_on("night", date(2027, 10, 30), "Europe/Berlin", break_minutes=20)),
            ("dev", shift_on("pager", date(2027, 10, 30), "Asia/Kolkata", kind="on_call", role="primary")),
            ("bo", shift_on("us-night", date(2027, 11, 6), "America/New_York")),
            ("cem", shift_on("lh-night", date(2027, 10, 2), "Australia/Lord_Howe", kind="training")),
        ],
    )


HOSTILE = (
    "\\;,",
    "Ana\r\nATTENDEE:mallory",
    "${x}",
    "{{ x }}",
    "=cmd|' /C calc'!A0",
    "'=1+1",
    "''",
    "\t@SUM(A1)",
    "\r+1",
    "'t Hooft",
    "\ufeffbom",
    "👩‍👩‍👧 " * 40,
    "\u05e9\u202e\u05dc\u05d5\u05dd\u2066",
    "x" * 300,
    "\u2028\u0085\x00\x0b",
    '"quoted", "twice"',
    "<b>&amp;</b>",
)


def names() -> SearchStrategy[str]:
    return st.sampled_from(HOSTILE) | st.text(max_size=30)


@st.composite
def whole_rosters(draw: st.DrawFn) -> Roster:
    zones = st.sampled_from(ZONES)
    start = midnight(draw(st.dates(date(2026, 1, 1), date(2028, 12, 31))), draw(zones))
    end = start + timedelta(days=draw(st.integers(2, 40)))
    ids = draw(st.lists(names(), unique=True, max_size=4))
    members = tuple(Member(one, draw(names()), draw(zones)) for one in sorted(ids))
    shifts = [draw(shifts_from(start)) for _ in range(draw(st.integers(0, 4)))]
    unique = {shift.id: shift for shift in shifts}
    pairs = [Assignment(shift, agent) for shift in unique for agent in ids]
    return Roster(
        team=draw(names()),
        zone=draw(zones),
        start=start,
        end=end,
        made_at=start - draw(st.timedeltas(timedelta(0), timedelta(days=60))),
        members=members,
        shifts=tuple(sorted(unique.values(), key=lambda shift: (shift.start, shift.id))),
        assignments=tuple(sorted(draw(st.sets(st.sampled_from(pairs))) if pairs else ())),
        proof=draw(proofs()),
    )


@st.composite
def shifts_from(draw: st.DrawFn, start: datetime) -> Shift:
    zone, template = draw(st.sampled_from(ZONES)), draw(names())
    begins = start + timedelta(minutes=15 * draw(st.integers(0, 4 * 24 * 30)))
    day = local_day(begins, zone)
    levels = draw(st.dictionaries(names(), st.integers(0, 5), max_size=2))
    return Shift(
        id=f"{template}@{day}",
        template=template,
        start=begins,
        end=begins + timedelta(minutes=draw(st.integers(1, 24 * 60 * 7))),
        day=day,
        zone=zone,
        kind=draw(st.sampled_from(("work", "on_call", "training"))),
        role=draw(st.just("") | names()),
        break_minutes=draw(st.integers(0, 60)),
        tier=draw(st.integers(0, 3)),
        skills=tuple(levels.items()),
    )


def proofs() -> SearchStrategy[Proof]:
    return st.builds(
        Proof,
        status=st.sampled_from(("optimal", "feasible", "unproved")),
        cost=st.integers(),
        bound=st.integers(),
        seed=st.integers(),
        workers=st.integers(0, 64),
        seconds=st.floats(0, 1e9),
        version=names(),
        inputs=st.lists(st.tuples(names(), names()), max_size=2).map(tuple),
    )


@pytest.fixture(scope="session")
def rosters() -> SearchStrategy[Roster]:
    """Rosters that keep their promises of order, with names that formats may stumble over."""
    return whole_rosters()
