"""Pages that shifts can expect, counted by hand from alerts of the past."""

from __future__ import annotations

from datetime import timedelta

from duties import ROLE, duty, paging
from small import AUTUMN, BERLIN, MONDAY, SPRING, at, shift

from rota.localtime import DAY
from rota.paging.escalation import Escalation, Route, Step
from rota.paging.expectation import Handed, Incident, expected_pages

FORTNIGHT = (at(MONDAY - 14 * DAY, "00:00"), at(MONDAY - DAY, "23:45"))
"""Two alerts by which two whole weeks are seen; both at night."""
BOTH = Escalation("both", (Step((ROLE["primary"],), 30), Step((ROLE["secondary"],), 5)))


def expected(incidents, *shifts, rules=None, handed=None):
    pages, _ = expected_pages([*incidents], shifts, rules or paging(), zone=BERLIN, handed=handed or {})
    return {one.shift: one.hundredths for one in pages}


def fortnight(*clocks: str, **more: str) -> list[Incident]:
    """Alerts at these times of the first Monday seen, between the two that bound what is seen."""
    first = MONDAY - 14 * DAY
    bounds = [Incident(instant, "elsewhere") for instant in FORTNIGHT]
    return [*bounds, *(Incident(at(first, clock), **more) for clock in clocks)]


QUIET = paging(
    BOTH,
    Escalation("none", (Step((ROLE["secondary"],), 5),)),
    routes=(Route("none", queues=("elsewhere",)), Route("both")),
    shares=(("both", (1.0, 0.25)), ("none", (0.0,))),
)
DAYTIME = duty("primary", MONDAY, "08:00", "20:00")


def test_an_hour_expects_what_came_in_it_over_how_often_it_was_seen() -> None:
    # Five alerts in hours that were seen on ten working days.
    incidents = fortnight("08:00", "09:30", "12:00", "19:59", "20:00")
    night = duty("primary", MONDAY, "20:00", "08:00")
    assert expected(incidents, DAYTIME, night, rules=QUIET) == {DAYTIME.id: 40, night.id: 10}


def test_weekends_are_counted_apart() -> None:
    saturday = duty("primary", MONDAY + 5 * DAY, "08:00", "20:00")
    weekend = Incident(at(MONDAY - 9 * DAY, "12:00"))
    found = expected([*fortnight("12:00"), weekend], DAYTIME, saturday, rules=QUIET)
    assert found == {DAYTIME.id: 10, saturday.id: 25}


def test_a_later_step_expects_its_share_when_it_is_reached() -> None:
    before, after = duty("secondary", MONDAY, "08:00", "12:00"), duty("secondary", MONDAY, "12:00", "20:00")
    # Reached after half an hour: 11:45 becomes 12:15.
    assert expected(fortnight(*["11:45"] * 4), before, after, rules=QUIET) == {after.id: 10}


def test_what_a_queue_hands_over_pages_the_other_queue_later() -> None:
    rules = paging(
        Escalation("first", (Step((ROLE["primary"],), 5),)),
        Escalation("second", (Step((ROLE["secondary"],), 5),)),
        routes=(Route("second", queues=("l2", "elsewhere")), Route("first")),
        shares=(("first", (1.0,)), ("second", (1.0,))),
    )
    second = duty("secondary", MONDAY, "13:00", "14:00")
    handed = {"l1": Handed("l2", 0.5, 60)}
    incidents = fortnight("12:30", "12:45", queue="l1")
    assert expected(incidents, DAYTIME, second, rules=rules, handed=handed) == {DAYTIME.id: 20, second.id: 10}


def test_queues_that_hand_over_in_a_circle_come_to_an_end() -> None:
    handed = {"a": Handed("b", 1.0, 0), "b": Handed("a", 1.0, 0)}
    assert expected(fortnight("12:00", queue="a"), DAYTIME, rules=QUIET, handed=handed) == {DAYTIME.id: 20}


def test_the_hour_that_a_day_lacks_is_not_seen_and_the_one_twice_is_twice() -> None:
    for day, hours in ((SPRING, 1), (AUTUMN, 3)):
        # Two Sundays are seen; one has the hour from 02:00 as often as its clocks show it.
        first = day - 7 * DAY
        incidents = [
            Incident(at(first, "00:00"), "elsewhere"),
            *[Incident(at(first, "02:30"))] * 6,
            Incident(at(day, "23:00"), "elsewhere"),
        ]
        later = duty("primary", first + 14 * DAY, "02:00", "03:00")
        seen = 1 + {1: 0, 3: 2}[hours] + 1  # the first Sunday, the changed one, the Saturday between
        assert expected(incidents, later, rules=QUIET) == {later.id: round(600 / seen)}


def test_without_alerts_nothing_is_expected() -> None:
    assert expected_pages([], [DAYTIME], paging(), zone=BERLIN, handed={}) == ((), 1.0)


def test_alerts_that_come_evenly_do_not_spread_and_bursts_do() -> None:
    first = at(MONDAY - 14 * DAY, "00:00")
    even = [Incident(first + timedelta(hours=6 * n)) for n in range(56)]
    burst = [Incident(first + timedelta(hours=24 * (n // 8), minutes=n % 8)) for n in range(0, 112, 2)]
    rare = [Incident(first + timedelta(days=7 * (n // 28), minutes=n % 28)) for n in range(56)]
    spreads = [
        expected_pages(sorted(incidents), [], paging(), zone=BERLIN, handed={})[1]
        for incidents in (even, burst, [*rare, Incident(first + timedelta(days=13))])
    ]
    assert spreads[:2] == [1.0, 1.0]
    assert spreads[2] > 20


def test_shifts_without_a_role_expect_none() -> None:
    assert expected(fortnight("12:00"), shift("early", MONDAY), DAYTIME, rules=QUIET) == {DAYTIME.id: 10}
