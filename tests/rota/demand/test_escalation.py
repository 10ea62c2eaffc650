from __future__ import annotations

from datetime import UTC, datetime, timedelta
from graphlib import CycleError

import pytest

from rota.demand.erlang import erlang_b, least_agents
from rota.demand.escalation import Escalation, escalate, handed_over
from rota.demand.staffing import staff
from rota.demand.target import LiveTarget
from rota.forecast.volume import Volume

START = datetime(2027, 3, 8, 8, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


def volumes(queue: str, *contacts: float, minutes: int = 30, **more: object) -> tuple[Volume, ...]:
    span = timedelta(minutes=minutes)
    return tuple(
        Volume(START + index * span, START + (index + 1) * span, queue, each, **more)  # type: ignore[arg-type]
        for index, each in enumerate(contacts)
    )


def of(queue: str, found: tuple[Volume, ...]) -> list[float]:
    return [volume.contacts for volume in found if volume.queue == queue]


def test_a_share_arrives_in_the_other_queue_after_the_lag() -> None:
    first, second = volumes("l1", 100, 40, 20), volumes("l2", 1, 2, 3)
    found = escalate((*first, *second), [Escalation("l1", "l2", 0.1, 45)])
    # By hand: half of 10 arrives in the second half hour and half in the third, half of 4 in the third
    assert of("l2", found) == pytest.approx([1, 2 + 5, 3 + 5 + 2])
    assert of("l1", found) == [100, 40, 20]
    assert handed_over(second[2], first, Escalation("l1", "l2", 0.1, 45)) == pytest.approx(7)


def test_intervals_of_other_lengths_share_what_arrives() -> None:
    first, second = volumes("l1", 60, minutes=60), volumes("l2", 0, 0, 0)
    assert of("l2", escalate((*first, *second), [Escalation("l1", "l2", 0.5)])) == pytest.approx([15, 15, 0])


def test_what_is_handed_over_may_be_handed_over_again() -> None:
    load = (*volumes("l1", 100), *volumes("l2", 0), *volumes("l3", 0))
    chain = [Escalation("l2", "l3", 0.5), Escalation("l1", "l2", 0.2)]
    assert (of("l2", escalate(load, chain)), of("l3", escalate(load, chain))) == ([20], [10])


def test_contacts_do_not_go_round_in_a_circle() -> None:
    with pytest.raises(CycleError):
        escalate(volumes("a", 1), [Escalation("a", "b", 0.5), Escalation("b", "a", 0.5)])


def test_quantiles_and_spreads_add_up_as_if_both_were_high_at_once() -> None:
    first = volumes("l1", 100, quantiles=((0.8, 120.0), (0.9, 140.0)), spread=0.2)
    second = volumes("l2", 10, quantiles=((0.8, 12.0),), spread=0.4)
    (found,) = (
        one for one in escalate((*first, *second), [Escalation("l1", "l2", 0.1)]) if one.queue == "l2"
    )
    assert found == Volume(START, START + HALF_HOUR, "l2", 20.0, ((0.8, 24.0),), pytest.approx(0.3), 0.0)


def test_a_tenth_of_the_contacts_can_be_half_of_the_heads() -> None:
    # 200 calls of 360 s in half an hour, 80 % in 20 s; a tenth goes on to 1800 s each, 80 % in 300 s
    load = escalate((*volumes("l1", 200), *volumes("l2", 0)), [Escalation("l1", "l2", 0.1)])
    targets = {
        "l1": LiveTarget(handle_seconds=360, max_occupancy=1),
        "l2": LiveTarget(handle_seconds=1800, answer_seconds=300, max_occupancy=1),
    }
    assert [entry.agents for entry in staff(load, targets, {})] == [46, 24]
    assert least_agents(20, handle_seconds=1800, service_level=0.8, answer_seconds=300) == 24
    assert erlang_b(20, 24) < erlang_b(20, 23)
