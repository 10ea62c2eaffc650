"""Spring and autumn 2027: Berlin's clocks go 02:00 to 03:00 on 28 March and 03:00 to 02:00 on 31 October."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from small import at
from teams import team_of, team_text

from rota.agent import Agent, Contract
from rota.demand.target import DeferredTarget, LiveTarget
from rota.load.build import (
    agents_of,
    closed_hours,
    horizon_of,
    night_of,
    opening_of,
    queues_of,
    requests_of,
    shift_on,
    shifts_between,
    target_of,
)
from rota.localtime import hours_text
from rota.night import Night
from rota.problem import Request
from rota.queue import Queue
from rota.shift import Shift

BERLIN = "Europe/Berlin"
NIGHT = '{id: night, start: "22:00", end: "06:00", break_minutes: 30}'


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def shifts(template: str, *, start: str = "2027-03-08", zone: str = BERLIN) -> tuple[Shift, ...]:
    """The shifts of one template over the week that begins then."""
    team = team_of(team_text(zone=zone, start=start, shifts=[template]))
    return shifts_between(team, *horizon_of(team.horizon.start, 1, zone))


def closed(available: str, first: str, last: str, *, zone: str = BERLIN) -> list[tuple[str, str]]:
    """Spans in UTC between two Berlin midnights, in which an agent of a zone cannot work."""
    agent = f"{{id: ana, name: Ana, zone: {zone}, contract: full, available: {available}}}"
    start, end = (at(date.fromisoformat(day), "00:00") for day in (first, last))
    found = list(closed_hours(team_of(team_text(agents=[agent])), start, end))
    assert {(absence.agent, absence.leave) for absence in found} <= {("ana", False)}
    return [(f"{absence.start:%d %H:%M}", f"{absence.end:%d %H:%M}") for absence in found]


def test_a_shift_is_its_template_on_a_day() -> None:
    team = team_of(
        team_text(
            shifts=[
                '{id: standby, start: "20:00", end: "08:00", kind: on_call, role: second line, tier: 2, '
                "break_minutes: 45, skills: {german: 2, french: 1}}"
            ]
        )
    )
    assert shift_on(team.shifts[0], date(2027, 3, 8), team.zone) == Shift(
        id="standby@2027-03-08",
        template="standby",
        start=utc("2027-03-08T19:00"),
        end=utc("2027-03-09T07:00"),
        day=date(2027, 3, 8),
        zone=BERLIN,
        kind="on_call",
        role="second line",
        break_minutes=45,
        tier=2,
        skills=(("french", 1), ("german", 2)),
    )


@pytest.mark.parametrize(
    ("start", "lengths", "total", "paid"),
    [
        ("2027-03-08", [8, 8, 8, 8, 8, 8, 8], "56 h", "52 h 30 min"),
        ("2027-03-22", [8, 8, 8, 8, 8, 7, 8], "55 h", "51 h 30 min"),
        ("2027-10-25", [8, 8, 8, 8, 8, 9, 8], "57 h", "53 h 30 min"),
    ],
)
def test_nights_are_as_long_as_they_last(start: str, lengths: list[int], total: str, paid: str) -> None:
    nights = shifts(NIGHT, start=start)
    assert [night.minutes for night in nights] == [60 * hours for hours in lengths]
    assert [night.paid_minutes for night in nights] == [60 * hours - 30 for hours in lengths]
    assert hours_text(sum(night.minutes for night in nights)) == total
    assert hours_text(sum(night.paid_minutes for night in nights)) == paid


def test_the_nights_of_both_changes_in_utc() -> None:
    spring, autumn = shifts(NIGHT, start="2027-03-22")[5], shifts(NIGHT, start="2027-10-25")[5]
    assert [spring.start, spring.end] == [utc("2027-03-27T21:00"), utc("2027-03-28T04:00")]
    assert [autumn.start, autumn.end] == [utc("2027-10-30T20:00"), utc("2027-10-31T05:00")]


@pytest.mark.parametrize(("start", "hours"), [("2027-03-08", 168), ("2027-03-22", 167), ("2027-10-25", 169)])
def test_a_week_lasts_from_midnight_to_midnight(start: str, hours: int) -> None:
    begins, ends = horizon_of(date.fromisoformat(start), 1, BERLIN)
    assert (ends - begins).total_seconds() == hours * 3600
    assert begins == at(date.fromisoformat(start), "00:00")


def test_a_shift_that_begins_in_the_skipped_hour_begins_when_it_is_over() -> None:
    (_, _, _, _, _, saturday, sunday) = shifts('{id: dawn, start: "02:30", end: "10:00"}', start="2027-03-22")
    assert [saturday.minutes, sunday.minutes] == [450, 390]
    assert [sunday.start, sunday.end] == [utc("2027-03-28T01:30"), utc("2027-03-28T08:00")]


def test_a_shift_whose_start_is_skipped_to_beyond_its_end_is_not_there() -> None:
    days = [
        shift.day.day for shift in shifts('{id: brief, start: "02:30", end: "03:15"}', start="2027-03-22")
    ]
    assert days == [22, 23, 24, 25, 26, 27]


def test_a_shift_begins_in_the_first_of_two_like_hours() -> None:
    sunday = shifts('{id: dawn, start: "02:30", end: "10:00"}', start="2027-10-25")[6]
    assert [sunday.start, sunday.end, sunday.minutes] == [
        utc("2027-10-31T00:30"),
        utc("2027-10-31T09:00"),
        510,
    ]


def test_a_template_starts_on_its_weekdays_only() -> None:
    found = shifts('{id: early, start: "06:00", end: "14:00", days: [sun, tue]}')
    assert [shift.id for shift in found] == ["early@2027-03-09", "early@2027-03-14"]


def test_a_shift_at_the_first_moment_is_in_and_at_the_last_out() -> None:
    found = shifts('{id: tokyo, zone: Asia/Tokyo, start: "08:00", end: "17:00"}')
    assert [shift.id for shift in found] == [f"tokyo@2027-03-{day:02}" for day in range(8, 15)]
    assert [found[0].start, found[-1].start] == [utc("2027-03-07T23:00"), utc("2027-03-13T23:00")]


def test_a_far_shift_has_the_day_of_its_own_wall() -> None:
    found = shifts('{id: evening, zone: America/Denver, start: "20:00", end: "23:00"}')
    assert [shift.id for shift in found] == [f"evening@2027-03-{day:02}" for day in range(7, 14)]
    assert found[0].start == utc("2027-03-08T03:00")


def test_shifts_are_in_the_order_of_their_starts() -> None:
    team = team_of(
        team_text(
            shifts=[
                '{id: late, start: "14:00", end: "22:00", days: [mon]}',
                '{id: early, start: "06:00", end: "14:00", days: [mon, tue]}',
                '{id: also, start: "14:00", end: "20:00", days: [mon]}',
            ]
        )
    )
    found = shifts_between(team, *horizon_of(date(2027, 3, 8), 1, BERLIN))
    assert [shift.id for shift in found] == [
        "early@2027-03-08",
        "also@2027-03-08",
        "late@2027-03-08",
        "early@2027-03-09",
    ]


def test_agents_have_what_the_contract_says_and_the_zone_of_the_team() -> None:
    team = team_of(
        team_text(
            contracts=["{id: full, hours_per_week: 38.5, pay_class: A}", "{id: half, hours_per_week: 20}"],
            agents=[
                "{id: bo, name: Bo, contract: half, zone: Asia/Manila, tier: 2, tags: [b, a]}",
                "{id: ana, name: Ana, contract: full, skills: {german: 3, french: 1}}",
            ],
        )
    )
    assert agents_of(team) == (
        Agent("ana", "Ana", BERLIN, Contract("full", 2310, "A"), 1, (("french", 1), ("german", 3))),
        Agent("bo", "Bo", "Asia/Manila", Contract("half", 1200), 2, (), ("a", "b")),
    )


def test_queues_are_served_by_their_tier_and_those_above() -> None:
    team = team_of(
        team_text(
            queues=[
                "{id: phone, channel: phone, skills: {german: 2}, tier: 2, handle_seconds: 240}",
                "{id: chat, channel: chat, tiers_above: false, handle_seconds: 480}",
            ]
        )
    )
    assert queues_of(team) == (
        Queue("chat", "chat", (), 1, 1),
        Queue("phone", "phone", (("german", 2),), 2, 99),
    )


def test_phone_and_chat_are_promised_at_once_mail_and_tickets_by_a_deadline() -> None:
    team = team_of(
        team_text(
            queues=[
                "{id: chat, channel: chat, handle_seconds: 480, concurrency_factor: 1.7, service_level: 0.9, "
                "answer_seconds: 60, max_occupancy: 0.8, shrinkage: 0.1, minimum: 2, "
                "patience_seconds: 300, max_abandoned: 0.05, service_definition: served}",
                "{id: mail, channel: mail, handle_seconds: 600, deadline_hours: 1.5, "
                "deadline_clock: always, max_occupancy: 0.8, shrinkage: {sick: 0.2, away: 0.1}, minimum: 2, "
                "staff_on: 0.8, dispersion: 0.3}",
                "{id: fast, channel: chat, handle_seconds: 600, handle_seconds_by_open_chats: [600, 800]}",
            ]
        )
    )
    assert [target_of(part) for part in team.queues] == [
        LiveTarget(
            handle_seconds=480,
            service_level=0.9,
            answer_seconds=60,
            max_occupancy=0.8,
            shrinkage=0.1,
            minimum=2,
            concurrency_factor=1.7,
            shrinkage_kinds=(("shrinkage", 0.1),),
            patience_seconds=300,
            max_abandoned=0.05,
            definition="served",
        ),
        DeferredTarget(
            handle_seconds=600,
            deadline_minutes=90,
            clock="always",
            max_occupancy=0.8,
            shrinkage=1 - 0.9 * 0.8,
            minimum=2,
            shrinkage_kinds=(("away", 0.1), ("sick", 0.2)),
            staff_on=0.8,
            dispersion=0.3,
        ),
        LiveTarget(handle_seconds=600, handle_seconds_by_open=(600, 800)),
    ]


def test_opening_hours_are_on_the_wall_of_the_team() -> None:
    windows = {
        "day": ', open: [{days: [sat, sun], from: "08:00", to: "18:00"}]',
        "night": ', open: [{days: [sat], from: "22:00", to: "06:00"}]',
        "always": "",
    }
    queues = [f"{{id: {id}, channel: phone, handle_seconds: 1{open}}}" for id, open in windows.items()]
    team = team_of(team_text(start="2027-03-22", queues=queues))
    start, end = horizon_of(date(2027, 3, 22), 1, BERLIN)
    opening = {
        queue: [span for span in spans if span[0] < end and span[1] > start]
        for queue, spans in opening_of(team, start, end).items()
    }
    assert opening == {
        "day": [
            (utc("2027-03-27T07:00"), utc("2027-03-27T17:00")),
            (utc("2027-03-28T06:00"), utc("2027-03-28T16:00")),
        ],
        "night": [(utc("2027-03-27T21:00"), utc("2027-03-28T04:00"))],
    }


def test_outside_the_hours_that_an_agent_can_work_is_closed() -> None:
    hours = '[{days: [mon, tue], from: "08:00", to: "18:00"}]'
    assert closed(hours, "2027-03-08", "2027-03-10") == [
        ("07 23:00", "08 07:00"),
        ("08 17:00", "09 07:00"),
        ("09 17:00", "09 23:00"),
    ]


def test_the_hours_are_those_of_the_home() -> None:
    hours = '[{from: "08:00", to: "18:00"}]'
    assert closed(hours, "2027-03-08", "2027-03-10", zone="Asia/Manila") == [
        ("07 23:00", "08 00:00"),
        ("08 10:00", "09 00:00"),
        ("09 10:00", "09 23:00"),
    ]


def test_hours_that_reach_over_midnight_begin_before_the_horizon() -> None:
    assert closed('[{days: [sun], from: "22:00", to: "06:00"}]', "2027-03-08", "2027-03-09") == [
        ("08 05:00", "08 23:00")
    ]


def test_hours_that_meet_or_overlap_close_nothing_between_them() -> None:
    hours = '[{from: "00:00", to: "10:00"}, {from: "09:00", to: "16:00"}, {from: "16:00", to: "24:00"}]'
    assert closed(hours, "2027-03-27", "2027-03-29") == []


def test_a_window_whose_start_is_skipped_to_beyond_its_end_opens_nothing() -> None:
    hours = '[{days: [sun], from: "02:30", to: "03:15"}, {days: [sun], from: "20:00", to: "24:00"}]'
    assert closed(hours, "2027-03-28", "2027-03-29") == [("27 23:00", "28 18:00")]


def test_who_gives_no_hours_can_always_work() -> None:
    team = team_of(team_text())
    assert list(closed_hours(team, *horizon_of(date(2027, 3, 8), 1, BERLIN))) == []


def test_requests_are_wishes_for_days() -> None:
    wishes = "[{on: 2027-03-13, shift: early, weight: 2}, {off: 2027-03-12}]"
    team = team_of(
        team_text(
            agents=[
                "{id: bo, name: Bo, contract: full, requests: [{off: 2027-03-10, weight: 100}]}",
                f"{{id: ana, name: Ana, contract: full, requests: {wishes}}}",
            ]
        )
    )
    assert requests_of(team) == (
        Request("ana", date(2027, 3, 12), "off"),
        Request("ana", date(2027, 3, 13), "on", "early", 2),
        Request("bo", date(2027, 3, 10), "off", weight=100),
    )


def test_a_night_is_what_the_team_calls_one() -> None:
    team = team_of(team_text(more='night: {from: "22:30", to: "05:30", at_least_hours: 2.5}\n'))
    assert night_of(team) == Night(time(22, 30), time(5, 30), 150)
