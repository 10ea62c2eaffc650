"""Alerts played minute by minute: steps, waits, rounds, answers, handoffs, changes of clocks, routes."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from duties import ROLE, STANDARD, duty, paging, roster_of
from small import AUTUMN, BERLIN, MONDAY, SPRING, at

from rota.localtime import DAY, zone_of
from rota.paging.alert import Page, Played, play
from rota.paging.escalation import Escalation, Hours, Route, Step, Target
from rota.paging.planning import plan_of
from rota.paging.routing import holds, route_of

QUICK = replace(STANDARD, repeat=0)
DEA = Target("agent", "dea")


def plan_on(day=MONDAY, *, escalation: Escalation = QUICK, **more: object):
    """Ana is primary until 20:00, Bo after it; Cem is secondary until 22:00, then nobody."""
    roster = roster_of(
        ("ana", duty("primary", day, "00:00", "20:00")),
        ("bo", duty("primary", day, "20:00", "00:00")),
        ("cem", duty("secondary", day, "00:00", "22:00")),
        first=day,
    )
    return plan_of(roster, paging(escalation, **more), since=roster.start)


def told(played: Played) -> list[tuple[int, int, str, str]]:
    return [(page.minute, page.step, page.agent, page.why) for page in played.pages]


def test_steps_follow_each_other_after_their_waits_and_end_with_the_fallback() -> None:
    noon = at(MONDAY, "12:00")
    played = play(plan_on(), noon)
    assert played == Played(
        at=noon,
        route=1,
        escalation="standard",
        pages=(
            Page(noon, 0, 1, 1, ROLE["primary"], "ana", "step"),
            Page(noon + timedelta(minutes=5), 5, 1, 2, ROLE["secondary"], "cem", "step"),
            Page(noon + timedelta(minutes=15), 15, 1, 3, DEA, "dea", "step"),
        ),
        until=noon + timedelta(minutes=25),
        answered=False,
    )


def test_rounds_are_gone_through_again() -> None:
    played = play(plan_on(escalation=STANDARD), at(MONDAY, "12:00"))
    assert [(page.minute, page.round, page.step) for page in played.pages] == [
        (0, 1, 1),
        (5, 1, 2),
        (15, 1, 3),
        (25, 2, 1),
        (30, 2, 2),
        (40, 2, 3),
    ]
    assert played.until == at(MONDAY, "12:50")


@pytest.mark.parametrize(
    ("minutes", "agents"),
    [(0, []), (1, ["ana"]), (5, ["ana"]), (6, ["ana", "cem"]), (24, ["ana", "cem", "dea"])],
)
def test_an_answer_ends_it_before_the_step_of_that_minute(minutes: int, agents: list[str]) -> None:
    played = play(plan_on(), at(MONDAY, "12:00"), ack_after=minutes)
    assert [page.agent for page in played.pages] == agents
    assert (played.answered, played.until) == (True, at(MONDAY, "12:00") + timedelta(minutes=minutes))


def test_an_answer_after_the_last_wait_is_none() -> None:
    assert play(plan_on(), at(MONDAY, "12:00"), ack_after=25).answered is False


def test_an_open_alert_follows_its_role_across_a_handoff() -> None:
    played = play(plan_on(), at(MONDAY, "19:57"))
    assert told(played) == [
        (0, 1, "ana", "step"),
        (3, 1, "bo", "handoff"),
        (5, 2, "cem", "step"),
        (15, 3, "dea", "step"),
    ]


def test_an_alert_that_stays_is_with_who_was_paged() -> None:
    played = play(plan_on(), at(MONDAY, "19:57"), open_alerts="stay")
    assert told(played) == [(0, 1, "ana", "step"), (5, 2, "cem", "step"), (15, 3, "dea", "step")]


def test_at_the_instant_of_the_handoff_the_taker_is_paged_and_once() -> None:
    assert told(play(plan_on(), at(MONDAY, "20:00"), ack_after=4)) == [(0, 1, "bo", "step")]
    played = play(plan_on(), at(MONDAY, "19:55"), ack_after=6)
    assert told(played) == [(0, 1, "ana", "step"), (5, 2, "cem", "step"), (5, 1, "bo", "handoff")]


def test_a_role_without_anybody_is_the_fallback_s() -> None:
    played = play(plan_on(), at(MONDAY, "21:57"), ack_after=9)
    assert [(page.minute, page.agent, page.stand_in, page.why) for page in played.pages] == [
        (0, "bo", False, "step"),
        (5, "dea", True, "step"),
    ]
    later = play(plan_on(), at(MONDAY, "21:53"), ack_after=8)
    assert told(later)[-1] == (7, 2, "dea", "handoff")


def test_several_targets_are_paged_at_once() -> None:
    both = Escalation("both", (Step((ROLE["primary"], ROLE["secondary"], DEA), 5),))
    assert told(play(plan_on(escalation=both), at(MONDAY, "12:00"))) == [
        (0, 1, "ana", "step"),
        (0, 1, "cem", "step"),
        (0, 1, "dea", "step"),
    ]


@pytest.mark.parametrize(("day", "clock", "after"), [(SPRING, "01:55", "03:10"), (AUTUMN, "02:55", "02:10")])
def test_waits_are_elapsed_minutes_over_a_change_of_clocks(day, clock: str, after: str) -> None:
    played = play(plan_on(day), at(day, clock))
    assert [page.minute for page in played.pages] == [0, 5, 15]
    assert played.pages[2].at == at(day, clock) + timedelta(minutes=15)
    assert f"{played.pages[2].at.astimezone(zone_of(BERLIN)):%H:%M}" == after


DAYTIME = Hours(("mon", "tue"), time(8), time(18), "Europe/Berlin")
NIGHT = Hours(("mon",), time(22), time(6), "Europe/Berlin")
ROUTES = (
    Route("a", queues=("phone",), severities=("high",)),
    Route("b", hours=(DAYTIME,)),
    Route("c", severities=("high", "low"), hours=(NIGHT,)),
    Route("d"),
)


@pytest.mark.parametrize(
    ("clock", "queue", "severity", "place"),
    [
        ("12:00", "phone", "high", 0),
        ("12:00", "phone", "low", 1),
        ("08:00", "", "", 1),
        ("07:59", "", "", 3),
        ("18:00", "mail", "low", 3),
        ("22:00", "mail", "low", 2),
        ("22:00", "mail", "", 3),
    ],
)
def test_the_first_route_that_fits_is_taken(clock: str, queue: str, severity: str, place: int) -> None:
    assert route_of(ROUTES, at(MONDAY, clock), queue=queue, severity=severity) == place


def test_hours_over_midnight_belong_to_the_day_on_which_they_begin() -> None:
    assert holds(NIGHT, at(MONDAY + DAY, "05:59"))
    assert not holds(NIGHT, at(MONDAY + DAY, "06:00"))
    assert not holds(NIGHT, at(MONDAY, "05:00"))
    assert not holds(NIGHT, at(MONDAY + DAY, "23:00"))


def test_hours_are_the_wall_clock_also_on_the_day_of_a_change() -> None:
    sunday = Hours(("sun",), time(1), time(4), "Europe/Berlin")
    assert [holds(sunday, at(SPRING, clock)) for clock in ("00:59", "01:00", "03:59", "04:00")] == [
        False,
        True,
        True,
        False,
    ]


def test_a_route_by_hours_is_chosen_when_the_alert_arrives_and_kept() -> None:
    urgent = Escalation("urgent", (Step((DEA,), 30),))
    roster = roster_of(("ana", duty("primary", MONDAY, "00:00", "00:00")))
    rules = paging(urgent, QUICK, routes=(Route("urgent", hours=(DAYTIME,)), Route("standard")))
    plan = plan_of(roster, rules, since=roster.start)
    assert [play(plan, at(MONDAY, clock)).escalation for clock in ("17:59", "18:00")] == [
        "urgent",
        "standard",
    ]
