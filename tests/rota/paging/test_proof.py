"""The paging proof: against a walk minute by minute, and faults that are put into exports by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from duties import STANDARD, beeper, duty, paging, roster_of
from hypothesis import given, settings
from hypothesis import strategies as st
from small import AUTUMN, BERLIN, MONDAY, SPRING, at

from rota.errors import InputError
from rota.localtime import DAY, midnight
from rota.paging.escalation import Escalation, Step, Target
from rota.paging.planning import plan_of
from rota.paging.proof import Gap, prove
from rota.paging.reading import ReadStep
from rota.paging.turn import Turn

MINUTE = timedelta(minutes=1)


def plan_on(day: date = MONDAY, *, until: str = "20:00"):
    """Ana by day and Bo by night as primary, Cem as secondary, on one local day."""
    roster = roster_of(
        ("bo", duty("primary", day, "00:00", "08:00")),
        ("ana", duty("primary", day, "08:00", until)),
        ("bo", duty("primary", day, "20:00", "00:00")),
        ("cem", duty("secondary", day, "00:00", "12:00")),
        ("dea", duty("secondary", day, "12:00", "00:00")),
        first=day,
    )
    return plan_of(roster, paging(), since=roster.start)


def without(reading, person: str, role: str = "primary"):
    kept = tuple(turn for turn in reading.turns if (turn.person, turn.role) != (person, role))
    return replace(reading, turns=kept)


def test_a_faithful_export_has_no_gap() -> None:
    plan = plan_on()
    assert prove(beeper(plan), plan) == ()
    assert prove(beeper(plan, fallback=False), plan) == ()


def test_a_turn_left_out_falls_to_the_fallback_and_that_is_not_the_roster() -> None:
    plan = plan_on()
    assert prove(without(beeper(plan), "B-ana"), plan) == (
        Gap(at(MONDAY, "08:00"), at(MONDAY, "20:00"), "primary", "`B-dea` is paged, `B-ana` by the roster"),
    )


def test_a_turn_left_out_without_a_fallback_pages_nobody() -> None:
    plan = plan_on()
    assert prove(without(beeper(plan, fallback=False), "B-ana"), plan) == (
        Gap(
            at(MONDAY, "08:00"),
            at(MONDAY, "20:00"),
            "primary",
            "nobody is paged: there is no turn, and no fallback",
        ),
    )


def test_a_hole_in_the_roster_is_the_fallback_s_and_lost_where_the_export_has_none() -> None:
    plan = plan_on(until="19:59")
    assert prove(beeper(plan), plan) == ()
    assert prove(beeper(plan, fallback=False), plan) == (
        Gap(
            at(MONDAY, "19:59"),
            at(MONDAY, "20:00"),
            "primary",
            "nobody is paged: there is no turn, and no fallback",
        ),
    )


def test_two_at_once_and_strangers_are_named() -> None:
    plan = plan_on()
    reading = beeper(plan)
    extra = Turn("primary", at(MONDAY, "09:00"), at(MONDAY, "10:00"), "B-bo")
    stranger = Turn("primary", at(MONDAY, "11:00"), at(MONDAY, "11:01"), "B-zed")
    assert prove(replace(reading, turns=(*reading.turns, extra, stranger)), plan) == (
        Gap(
            at(MONDAY, "09:00"),
            at(MONDAY, "10:00"),
            "primary",
            "`B-ana` and `B-bo` are paged, `B-ana` by the roster",
        ),
        Gap(at(MONDAY, "11:00"), at(MONDAY, "11:01"), "primary", "`B-zed` is nobody's id in beeper"),
    )


def test_a_fallback_that_is_not_the_team_s_is_found_though_nothing_falls_to_it() -> None:
    plan = plan_on()
    reading = replace(beeper(plan), fallbacks=(("primary", "B-bo"), ("secondary", "B-dea")))
    assert prove(reading, plan) == (
        Gap(plan.start, plan.end, "primary", "its fallback is `B-bo`, the team's `B-dea`"),
    )


def test_who_carries_two_roles_of_one_page_is_found() -> None:
    roster = roster_of(
        ("ana", duty("primary", MONDAY, "00:00", "00:00")),
        ("ana", duty("secondary", MONDAY, "08:00", "09:00")),
    )
    plan = plan_of(roster, paging(), since=roster.start)
    assert prove(beeper(plan), plan) == (
        Gap(at(MONDAY, "08:00"), at(MONDAY, "09:00"), "standard", "`B-ana` is paged by two of its steps"),
    )


def test_the_fallback_may_stand_in_for_two_roles_at_once() -> None:
    roster = roster_of(("ana", duty("primary", MONDAY, "08:00", "09:00")))
    plan = plan_of(roster, paging(), since=roster.start)
    filled = [Turn(role, start, end, "B-dea") for role in plan.roles for start, end in plan.holes_of(role)]
    reading = beeper(plan, fallback=False)
    assert prove(replace(reading, turns=(*reading.turns, *filled)), plan) == ()


def test_pieces_and_touching_turns_are_one_turn() -> None:
    plan = plan_on()
    reading = beeper(plan)
    pieces = [
        Turn(turn.role, start, min(turn.end, start + timedelta(hours=1)), turn.person)
        for turn in reading.turns
        for start in (turn.start + timedelta(hours=n) for n in range(24))
        if start < turn.end
    ]
    assert prove(replace(reading, turns=tuple(pieces)), plan) == ()


def test_what_is_past_is_not_looked_at() -> None:
    plan = plan_on()
    later = replace(plan, since=at(MONDAY, "20:30"))
    assert prove(beeper(later), later) == ()
    assert prove(without(beeper(plan), "B-ana"), later) == ()
    assert prove(beeper(plan), replace(plan, since=plan.end)) == ()


def test_an_agent_without_an_id_is_refused_by_name() -> None:
    plan = plan_on()
    with pytest.raises(InputError, match="agent `ana` has no id for pager"):
        prove(replace(beeper(plan), system="pager"), plan)


def test_agents_that_go_by_their_own_ids_need_no_others() -> None:
    plan = replace(plan_on(), escalations=())
    reading = replace(
        beeper(plan),
        system="plain",
        turns=plan.turns,
        own_ids=True,
        chains=(),
        fallbacks=(("primary", "dea"), ("secondary", "dea")),
    )
    assert prove(reading, plan) == ()


def chain_gaps(**changed: object) -> list[tuple[str, str]]:
    """What is found where the one chain of an export is changed."""
    plan = plan_on()
    reading = beeper(plan)
    chain = replace(reading.chains[0], **changed)
    return [(gap.role, gap.cause) for gap in prove(replace(reading, chains=(chain,)), plan)]


STEPS = beeper(plan_on()).chains[0].steps


@pytest.mark.parametrize(
    ("changed", "causes"),
    [
        ({}, []),
        ({"repeat": None}, []),
        ({"repeat": 0}, ["it is repeated 0 times, the team's 1"]),
        (
            {"id": "other"},
            [
                "the export has an escalation that the team has not",
                "the export lacks this escalation: its alerts page nobody",
            ],
        ),
        (
            {"steps": STEPS[:2]},
            ["it ends without a person who is always there", "it has 2 steps, the team's has 3"],
        ),
        (
            {"steps": (STEPS[1], STEPS[0], STEPS[2])},
            [
                "step 1 pages `secondary`, the team's pages others",
                "step 1 waits 10 minutes, the team's 5",
                "step 2 pages `primary`, the team's pages others",
                "step 2 waits 5 minutes, the team's 10",
            ],
        ),
        (
            {"steps": (ReadStep((), 5), *STEPS[1:])},
            ["step 1 pages nobody", "step 1 pages nobody, the team's pages others"],
        ),
        (
            {"steps": (ReadStep((("person", "B-zed"),), 5), *STEPS[1:])},
            [
                "step 1 pages `B-zed`, the team's pages others",
                "step 1 pages person `B-zed`, who is not known",
            ],
        ),
        (
            {"steps": ()},
            ["it ends without a person who is always there", "it has 0 steps, the team's has 3"],
        ),
    ],
)
def test_chains_are_held_against_the_team_s(changed: dict[str, object], causes: list[str]) -> None:
    assert sorted(cause for _, cause in chain_gaps(**changed)) == sorted(causes)


def test_a_missing_escalation_is_found_among_others() -> None:
    both = (STANDARD, Escalation("urgent", (Step((Target("agent", "ana"),), 1),)))
    roster = roster_of(("ana", duty("primary", MONDAY, "00:00", "00:00")))
    plan = plan_of(roster, paging(*both), since=roster.start)
    reading = beeper(plan)
    gaps = prove(replace(reading, chains=reading.chains[:1]), plan)
    assert [(gap.start, gap.end, gap.role, gap.cause) for gap in gaps] == [
        (plan.start, plan.end, "urgent", "the export lacks this escalation: its alerts page nobody")
    ]


@st.composite
def exports(draw):
    """A plan over a day, maybe one of changing clocks, and an export of it with drawn faults."""
    plan = plan_on(
        draw(st.sampled_from([MONDAY, SPRING, AUTUMN])), until=draw(st.sampled_from(["20:00", "19:00"]))
    )
    plan = replace(plan, since=plan.start + draw(st.sampled_from([0, 0, 150, 600])) * MINUTE)
    reading = beeper(plan, fallback=draw(st.booleans()))
    kept = [turn for turn in reading.turns if draw(st.integers(0, 4))]
    for _ in range(draw(st.integers(0, 3))):
        start = plan.start + draw(st.integers(-2, 26)) * timedelta(minutes=57)
        length = draw(st.integers(1, 300)) * MINUTE
        person = draw(st.sampled_from(["B-ana", "B-bo", "B-cem", "B-zed"]))
        kept.append(Turn(draw(st.sampled_from(["primary", "secondary"])), start, start + length, person))
    return plan, replace(reading, turns=tuple(kept))


def minutes_at_fault(plan, reading) -> set[tuple[str, int]]:
    """Roles and minutes that are wrong, found by looking at each minute alone."""
    ids = plan.ids_in("beeper")
    found, minute = set(), 0
    fallback = dict(reading.fallbacks)
    while (instant := plan.start + minute * MINUTE) < plan.end:
        people: dict[str, set[str]] = {"primary": set(), "secondary": set()}
        for role in plan.roles if instant >= plan.since else ():
            on = {one.person for one in reading.turns if one.role == role and one.start <= instant < one.end}
            right = {
                ids[one.person] for one in plan.turns if one.role == role and one.start <= instant < one.end
            }
            if (on or {fallback.get(role)}) != (right or {ids[plan.fallback]}):
                found.add((role, minute))
            people[role] = on if right else set()
        if people["primary"] & people["secondary"]:
            found.add(("standard", minute))
        minute += 1
    return found


@settings(max_examples=60)
@given(exports())
def test_looking_between_edges_is_looking_at_every_minute(drawn) -> None:
    plan, reading = drawn
    swept = {
        (gap.role, minute)
        for gap in prove(reading, plan)
        for minute in range((gap.start - plan.start) // MINUTE, (gap.end - plan.start) // MINUTE)
    }
    assert swept == minutes_at_fault(plan, reading)


def test_the_hour_that_a_day_lacks_or_has_twice_is_walked_once_or_twice() -> None:
    for day, hours in ((SPRING, 23), (AUTUMN, 25)):
        plan = plan_on(day)
        empty = replace(beeper(plan, fallback=False), turns=())
        gaps = prove(empty, plan)
        assert [(gap.end - gap.start) // timedelta(hours=1) for gap in gaps] == [hours, hours]


def test_a_year_of_turns_is_proved_whole() -> None:
    days = [date(2027, 1, 1) + n * DAY for n in range(365)]
    worked = [
        (who, duty(role, day, "08:00", "08:00"))
        for n, day in enumerate(days)
        for role, who in (("primary", ("ana", "bo")[n % 2]), ("secondary", ("cem", "dea")[n % 2]))
    ]
    roster = roster_of(*worked, first=days[0], days=365)
    plan = plan_of(roster, paging(), since=roster.start)
    assert prove(beeper(plan), plan) == ()
    late = [
        replace(turn, start=turn.start + MINUTE) if turn.start == at(days[200], "08:00") else turn
        for turn in beeper(plan).turns
    ]
    assert [
        (gap.start, gap.end, gap.role) for gap in prove(replace(beeper(plan), turns=tuple(late)), plan)
    ] == [
        (at(days[200], "08:00"), at(days[200], "08:01"), "primary"),
        (at(days[200], "08:00"), at(days[200], "08:01"), "secondary"),
    ]
    assert plan.end == midnight(date(2028, 1, 1), BERLIN)
