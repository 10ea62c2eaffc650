"""From contacts to agents: targets, opening hours, floors and faults."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rota.demand.opening import Opening
from rota.demand.staffing import staff, staffed
from rota.demand.target import DeferredTarget, LiveTarget
from rota.errors import Fault, InputError
from rota.forecast.volume import Volume
from rota.queue import Demand

START = datetime(2027, 3, 8, 6, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
PHONE = LiveTarget(handle_seconds=180)


def at(place: int) -> datetime:
    return START + HALF_HOUR * place


def volumes(queue: str, *contacts: float) -> list[Volume]:
    return [Volume(at(place), at(place + 1), queue, amount) for place, amount in enumerate(contacts)]


def demand(queue: str, agents: dict[int, int]) -> list[Demand]:
    return [Demand(at(place), at(place + 1), queue, count) for place, count in agents.items()]


def test_calls_take_the_agents_of_erlang_c_and_silence_takes_none() -> None:
    found = staff(volumes("phone", 100, 0, 0.1), {"phone": PHONE}, {})
    assert found == tuple(demand("phone", {0: 14, 1: 0, 2: 1}))


def test_shrinkage_comes_on_top_and_the_minimum_is_what_is_scheduled() -> None:
    target = LiveTarget(handle_seconds=180, shrinkage=0.3, minimum=3)
    found = staff(volumes("phone", 100, 0, 0.1), {"phone": target}, {})
    assert found == tuple(demand("phone", {0: 20, 1: 3, 2: 3}))


def test_two_chats_at_once_count_as_a_shorter_handle_time() -> None:
    twice = LiveTarget(handle_seconds=360, concurrency_factor=2)
    found = staff(volumes("chat", 100), {"chat": twice}, {})
    assert found == tuple(demand("chat", {0: 14}))


@pytest.mark.parametrize(
    ("handle", "factor", "work"),
    [
        (600, 2.5, 240),  # contactcentrehelper.com: three chats at once count as 2.5 one after the other
        (1200, 2.5, 21.3 * 0.75 * 1800 / 60),  # ccplanning.net: 60 in 30 min, 75 % productive, 21.3 agents
    ],
)
def test_a_chat_held_with_others_takes_as_much_work_as_published(
    handle: float, factor: float, work: float
) -> None:
    target = LiveTarget(handle_seconds=handle, concurrency_factor=factor)
    (entry,) = staffed(volumes("chat", 1), target, Opening(None))
    assert entry.work_seconds == pytest.approx(work, rel=2e-3)


def test_nobody_is_needed_while_closed_and_the_minimum_holds_while_open() -> None:
    target = LiveTarget(handle_seconds=180, minimum=2)
    opening = {"phone": [(at(1), at(2)), (at(3), at(3) + HALF_HOUR / 2)]}
    found = staff(volumes("phone", 100, 0, 100, 0), {"phone": target}, opening)
    assert found == tuple(demand("phone", {1: 2, 3: 2}))


def test_tickets_are_spread_up_to_their_deadline() -> None:
    # 12 tickets of 30 min are 12 agents for half an hour, or 3 for two hours
    target = DeferredTarget(handle_seconds=1800, deadline_minutes=90, max_occupancy=1.0)
    found = staff(volumes("tickets", 12, 0, 0, 0, 0), {"tickets": target}, {})
    assert found == tuple(demand("tickets", {0: 3, 1: 3, 2: 3, 3: 3, 4: 0}))


def test_tickets_that_arrive_while_closed_wait_for_the_opening() -> None:
    target = DeferredTarget(handle_seconds=1800, deadline_minutes=90, max_occupancy=0.5, minimum=1)
    found = staff(volumes("tickets", 2, 0, 0, 0, 0), {"tickets": target}, {"tickets": [(at(2), at(5))]})
    assert found == tuple(demand("tickets", {2: 2, 3: 2, 4: 1}))


def test_a_deadline_in_open_hours_gives_the_work_of_the_night_the_next_day() -> None:
    target = DeferredTarget(handle_seconds=1800, deadline_minutes=60, max_occupancy=0.5, clock="open")
    found = staff(volumes("tickets", 2, 0, 0, 0, 0), {"tickets": target}, {"tickets": [(at(2), at(5))]})
    assert found == tuple(demand("tickets", {2: 2, 3: 2, 4: 0}))


def test_demand_is_sorted_by_start_and_queue_whatever_the_order_of_the_forecast() -> None:
    mixed = [*volumes("tickets", 1, 1), *volumes("phone", 1, 1)]
    targets = {"phone": PHONE, "tickets": DeferredTarget(handle_seconds=60, deadline_minutes=0)}
    found = staff(mixed, targets, {})
    assert found == staff(mixed[::-1], targets, {})
    assert [(entry.start, entry.queue) for entry in found] == [
        (at(0), "phone"),
        (at(0), "tickets"),
        (at(1), "phone"),
        (at(1), "tickets"),
    ]


def test_every_queue_without_target_and_every_overlap_is_told() -> None:
    overlapping = [Volume(at(0), at(2), "phone", 1), Volume(at(1), at(2), "phone", 1)]
    with pytest.raises(InputError) as caught:
        staff([*overlapping, *volumes("fax", 1)], {"phone": PHONE}, {})
    assert caught.value.faults == (
        Fault(
            "",
            0,
            0,
            "queue `fax` has a forecast but no target",
            "add the queue to the team, or take it out of the forecast",
        ),
        Fault("", 0, 0, "queue `phone` has overlapping forecast intervals at 2027-03-08T06:30:00+00:00"),
    )
