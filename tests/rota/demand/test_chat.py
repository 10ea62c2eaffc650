"""Chats by handle time per number of open chats, against what they come to in special cases."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from rota.demand.chat import chat_service, first_loss, throughputs
from rota.demand.erlang import erlang_c
from rota.demand.erlang_a import erlang_a
from rota.demand.service import OVERRUN, Service, serve


def test_one_chat_at_a_time_is_erlang_c() -> None:
    found = chat_service(10 / 180, 14, handle_seconds_by_open=[180], patience_seconds=None, answer_seconds=20)
    assert found == Service(
        waiting=pytest.approx(0.174132, abs=5e-7),
        abandoned=0.0,
        mean_wait_seconds=pytest.approx(7.8359, abs=5e-5),
        occupancy=pytest.approx(10 / 14),
        offered=pytest.approx(0.88835, abs=5e-6),
        served=pytest.approx(0.88835, abs=5e-6),
        virtual=pytest.approx(0.88835, abs=5e-6),
    )


def test_chats_that_do_not_slow_each_other_down_are_as_many_agents() -> None:
    # M/M/42 at 30 erlang
    found = chat_service(
        30 / 180, 14, handle_seconds_by_open=[180] * 3, patience_seconds=None, answer_seconds=20
    )
    assert (found.waiting, found.mean_wait_seconds) == (
        pytest.approx(0.0254199, abs=5e-8),
        pytest.approx(0.381299, abs=5e-7),
    )


def test_one_impatient_chat_at_a_time_is_erlang_a() -> None:
    found = chat_service(10 / 180, 12, handle_seconds_by_open=[180], patience_seconds=120, answer_seconds=20)
    alike = erlang_a(10, 12, handle_seconds=180, patience_seconds=120, answer_seconds=20)
    assert astuple(found) == pytest.approx(astuple(alike), rel=1e-12)


def test_chats_are_spread_evenly_over_the_agents() -> None:
    # By hand, two agents, h = (60 s, 90 s): with three chats one agent holds two of them
    rates = [1 / 60, 2 / 60, 1 / 60 + 2 / 90, 4 / 90]
    found = chat_service(1 / 40, 2, handle_seconds_by_open=[60, 90], patience_seconds=None, answer_seconds=20)
    assert found == serve(1 / 40, rates, patience_seconds=None, answer_seconds=20)


def test_three_chats_at_once_carry_less_than_three_times_as_much() -> None:
    # 600, 800 and 1000 s: 3 / 1000 against 1 / 600 is 1.8 times the throughput
    slow = throughputs([600, 800, 1000])
    assert slow == (0.0, 1 / 600, 2 / 800, 3 / 1000)
    assert slow[3] / slow[1] == pytest.approx(1.8)
    overrun = chat_service(
        10 * 1.8 / 600, 10, handle_seconds_by_open=[600, 800, 1000], patience_seconds=None, answer_seconds=20
    )
    assert overrun == OVERRUN


@pytest.mark.parametrize(
    ("times", "expected"),
    [([600], None), ([600, 800, 1000], None), ([600, 1200], None), ([600, 800, 1300], 3)],
)
def test_the_first_number_of_chats_that_loses_time_is_found(times: list[float], expected: int | None) -> None:
    assert first_loss(times) == expected


def test_the_share_that_waits_with_one_agent_is_that_of_erlang_c() -> None:
    found = serve(0.5, [1.0], patience_seconds=None, answer_seconds=0)
    assert found.waiting == erlang_c(0.5, 1) == 0.5
