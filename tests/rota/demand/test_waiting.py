"""What waits as the horizon begins: clocks counted by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rota.demand.opening import Opening
from rota.demand.staffing import staff, staffed
from rota.demand.target import DeferredTarget, LiveTarget
from rota.demand.waiting import Waiting, waits_of
from rota.forecast.volume import Volume

MONDAY = datetime(2027, 3, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
MAIL = DeferredTarget(handle_seconds=3600, deadline_minutes=240, max_occupancy=1.0)
OPEN_HOURS = DeferredTarget(handle_seconds=3600, deadline_minutes=240, max_occupancy=1.0, clock="open")
FRIDAY = {"mail": [(MONDAY - 64 * HOUR, MONDAY - 54 * HOUR)]}  # 08:00 to 18:00


def waiting(hours_ago: float, target: DeferredTarget, opening=None) -> Waiting:
    came = [("mail", MONDAY - hours_ago * HOUR, 2.0)]
    return waits_of(came, {"mail": target}, opening or {}, start=MONDAY)["mail"][0]


@pytest.mark.parametrize(("hours_ago", "used", "late"), [(1, 1, False), (4, 4, False), (4.01, 0, True)])
def test_a_clock_that_always_runs(hours_ago: float, used: float, late: bool) -> None:
    found = waiting(hours_ago, MAIL, FRIDAY)
    assert found == Waiting(MONDAY - hours_ago * HOUR, 2.0, used * 3600, late)


@pytest.mark.parametrize(
    ("hours_ago", "used", "late"),
    [(10, 0, False), (56, 2, False), (58, 4, False), (58.5, 0, True), (64, 0, True), (70, 0, True)],
)
def test_a_clock_that_runs_while_the_queue_is_open(hours_ago: float, used: float, late: bool) -> None:
    found = waiting(hours_ago, OPEN_HOURS, FRIDAY)
    assert (found.used_seconds, found.late) == (used * 3600, late)


def test_spans_that_overlap_count_once() -> None:
    twice = {"mail": [*FRIDAY["mail"], (MONDAY - 60 * HOUR, MONDAY - 54 * HOUR)]}
    assert waiting(57, OPEN_HOURS, twice).used_seconds == 3 * 3600


def test_what_is_due_first_comes_first_and_what_is_late_as_if_it_came_now() -> None:
    came = [("mail", MONDAY - hours * HOUR, 1.0) for hours in (1, 3, 90)]
    found = waits_of(came, {"mail": MAIL}, {}, start=MONDAY)["mail"]
    assert [(one.used_seconds / 3600, one.late) for one in found] == [(3, False), (1, False), (0, True)]


def test_a_live_queue_has_no_backlog() -> None:
    with pytest.raises(ValueError, match="`phone` is answered at once"):
        waits_of([("phone", MONDAY, 1.0)], {"phone": LiveTarget(handle_seconds=60)}, {}, start=MONDAY)


def hourly(*contacts: float) -> list[Volume]:
    return [
        Volume(MONDAY + place * HOUR, MONDAY + (place + 1) * HOUR, "mail", each)
        for place, each in enumerate(contacts)
    ]


def test_the_demand_does_what_waits_in_time() -> None:
    # Four hours of work wait with two hours left, so two agents for two hours; then four more for what came.
    waits = {"mail": (Waiting(MONDAY - 2 * HOUR, 4.0, 7200.0),)}
    demand = staff(hourly(0, 0, 0, 0, 0, 0), {"mail": MAIL}, {}, waits)
    assert [one.agents for one in demand] == [2, 2, 0, 0, 0, 0]


def test_what_waits_and_what_comes_share_the_hours() -> None:
    waits = (Waiting(MONDAY, 4.0),)
    work = [one.work_seconds / 3600 for one in staffed(hourly(4, 0, 0, 0, 0, 0), MAIL, Opening(None), waits)]
    assert sum(work) == pytest.approx(8)
    assert sum(work[:4]) >= 4
    assert max(work) == pytest.approx(8 / 5)
    alone = next(one.work_seconds for one in staffed(hourly(4, 0, 0, 0, 0), MAIL, Opening(None)))
    assert alone < 8 / 5 * 3600
