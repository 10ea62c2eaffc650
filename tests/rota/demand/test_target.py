"""Targets outside their ranges are refused when they are made."""

from __future__ import annotations

import pytest

from rota.demand.target import DeferredTarget, LiveTarget


@pytest.mark.parametrize(
    "wrong",
    [
        {"handle_seconds": 0.0},
        {"service_level": 1.0},
        {"answer_seconds": -1.0},
        {"max_occupancy": 0.0},
        {"max_occupancy": 1.1},
        {"shrinkage": 1.0},
        {"concurrency_factor": 0.9},
    ],
)
def test_a_live_target_out_of_range_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="out of range"):
        LiveTarget(**{"handle_seconds": 240.0, **wrong})


def test_a_deferred_target_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="out of range"):
        DeferredTarget(handle_seconds=900, deadline_minutes=-1)
    with pytest.raises(ValueError, match="out of range"):
        DeferredTarget(handle_seconds=900, deadline_minutes=60, minimum=-1)
