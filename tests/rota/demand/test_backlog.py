"""Work that may wait: agent-minutes and deadlines counted by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rota.demand.backlog import backlog
from rota.demand.target import DeferredTarget, LiveTarget
from rota.demand.waiting import Waiting
from rota.forecast.volume import Volume
from rota.queue import Work

START = datetime(2027, 3, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
MAIL = DeferredTarget(handle_seconds=600, deadline_minutes=120, max_occupancy=0.8, shrinkage=0.2)


def at(hour: float) -> datetime:
    return START + hour * HOUR


def hourly(*contacts: float, first: int = 0, queue: str = "mail") -> list[Volume]:
    return [
        Volume(at(first + index), at(first + index + 1), queue, each) for index, each in enumerate(contacts)
    ]


def test_contacts_become_agent_minutes_and_deadlines() -> None:
    # 8 contacts of 10 min, 80 % busy, 80 % present: 125 min on duty.
    assert backlog(hourly(8, 0, 8, 0), {"mail": MAIL}, {}, start=at(0), end=at(4)) == (
        Work(at(0), at(1), "mail", 125, at(3)),
        Work(at(1), at(2), "mail", 0, at(4)),
        Work(at(2), at(3), "mail", 125),
        Work(at(3), at(4), "mail", 0),
    )


@pytest.mark.parametrize(("minutes", "due"), [(119, 2), (120, 3), (121, 3), (179, 3), (180, 4)])
def test_a_deadline_is_cut_to_whole_intervals(minutes: int, due: int) -> None:
    target = DeferredTarget(handle_seconds=60, deadline_minutes=minutes)
    assert backlog(hourly(1, 1, 1, 1, 1), {"mail": target}, {}, start=at(0), end=at(5))[0].due == at(due)


def test_parts_of_minutes_are_not_lost_and_not_added_twice() -> None:
    target = DeferredTarget(handle_seconds=20, deadline_minutes=60, max_occupancy=1.0)
    works = backlog(hourly(1, 1, 1, 1, 1, 1, 1), {"mail": target}, {}, start=at(0), end=at(7))
    assert [work.minutes for work in works] == [1, 0, 0, 1, 0, 0, 1]


def test_what_arrives_while_closed_waits_for_the_next_open_interval() -> None:
    target = DeferredTarget(handle_seconds=60, deadline_minutes=60, max_occupancy=1.0)
    open_late = {"mail": [(at(4), at(6))]}
    assert [
        (work.open, work.due)
        for work in backlog(hourly(*[1] * 6), {"mail": target}, open_late, start=at(0), end=at(6))
    ] == [(False, at(5))] * 4 + [(True, at(6)), (True, None)]


def test_what_waits_comes_first_and_is_due_by_what_is_left_of_its_deadline() -> None:
    waits = {"mail": (Waiting(at(-9), 4, 5400.0), Waiting(at(-1), 4, 3600.0))}
    assert backlog(hourly(8, 0), {"mail": MAIL}, {}, start=at(0), end=at(2), waits=waits) == (
        Work(at(-9), at(0), "mail", 63, at(1), open=False),
        Work(at(-1), at(0), "mail", 62, at(1), open=False),
        Work(at(0), at(1), "mail", 125),
        Work(at(1), at(2), "mail", 0),
    )


def test_live_queues_and_what_is_outside_the_horizon_are_left_out() -> None:
    volumes = [*hourly(9, 9, 9, 9), *hourly(9, 9, queue="phone")]
    targets = {"mail": MAIL, "phone": LiveTarget(handle_seconds=60)}
    works = backlog(volumes, targets, {}, start=at(1), end=at(3))
    assert [(work.queue, work.start) for work in works] == [("mail", at(1)), ("mail", at(2))]
