from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rota.demand.target import DeferredTarget, LiveTarget
from rota.forecast.volume import Volume
from rota.simulate.promise import Promise, in_all, promises

START, HALF_HOUR = datetime(2027, 3, 8, 8, tzinfo=UTC), timedelta(minutes=30)


def volumes(*contacts: float) -> list[Volume]:
    return [
        Volume(START + index * HALF_HOUR, START + (index + 1) * HALF_HOUR, "queue", each)
        for index, each in enumerate(contacts)
    ]


def test_a_live_queue_is_promised_what_its_formula_says() -> None:
    found = promises(volumes(100, 0), LiveTarget(handle_seconds=180, shrinkage=0.3), None)
    assert found == {
        START: Promise(100, 20, pytest.approx(0.88835, abs=5e-6), pytest.approx(7.8359, abs=5e-5), 0.0),
        START + HALF_HOUR: Promise(0.0, 0, 1.0, 0.0, 0.0),
    }
    assert in_all(found) == found[START]


def test_deferred_work_is_promised_in_time() -> None:
    found = promises(volumes(8), DeferredTarget(handle_seconds=900, deadline_minutes=0), None)
    assert found == {START: Promise(8, 5, 1.0, None, 0.0)}
    assert in_all(found) == found[START]


def test_promises_are_weighed_by_contacts() -> None:
    both = {START: Promise(30, 4, 0.8, 10, 0.1), START + HALF_HOUR: Promise(10, 2, 1.0, 2, 0.0)}
    assert in_all(both) == Promise(40, 4, pytest.approx(0.85), pytest.approx(8), pytest.approx(0.075))
    assert in_all({}) is None


def test_a_rate_above_the_one_staffed_on_may_promise_no_wait_at_all() -> None:
    low = LiveTarget(handle_seconds=180, staff_on=0.01, dispersion=1.0, max_occupancy=1)
    assert promises(volumes(100), low, None) == {START: Promise(100, 1, 0.0, None, 0.0)}
