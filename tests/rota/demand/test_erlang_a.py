"""Erlang A against published values and its own laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rota.demand.erlang import erlang_c, mean_wait_seconds, service_level
from rota.demand.erlang_a import erlang_a
from rota.demand.service import Service

LOADS = st.floats(0.01, 60)
AGENTS = st.integers(1, 70)
PATIENCE = st.sampled_from([5.0, 60.0, 300.0, 3000.0])


def near(value: float, digits: float) -> object:
    return pytest.approx(value, abs=digits)


def test_ten_erlang_with_fourteen_agents_are_served_as_pyworkforce_computes() -> None:
    # pyworkforce 0.5.4, its tests of abandonment: 10 erl, 180 s, patience 300 s, 20 s
    found = erlang_a(10, 14, handle_seconds=180, patience_seconds=300, answer_seconds=20)
    assert found == Service(
        waiting=near(0.14526, 5e-6),
        abandoned=near(0.013984, 5e-7),
        mean_wait_seconds=near(0.069919 * 60, 5e-5),
        occupancy=near(0.704297, 5e-7),
        offered=near(0.916792, 5e-7),
        served=near(0.929794, 5e-7),
        virtual=near(0.918714, 5e-7),
    )


def test_thirteen_agents_are_served_as_the_code_of_pyworkforce_computes() -> None:
    # pyworkforce 0.5.4: what its code yields; the digits in its README differ
    found = erlang_a(10, 13, handle_seconds=180, patience_seconds=300, answer_seconds=20)
    assert (found.offered, found.abandoned, found.waiting) == (
        near(0.85818, 5e-6),
        near(0.02496, 5e-6),
        near(0.22580, 5e-6),
    )


def test_patience_of_two_minutes_makes_a_busy_centre_bearable() -> None:
    # Garnett, Mandelbaum and Reiman 2002: 48 calls a minute of a minute each, 50 agents
    found = erlang_a(48, 50, handle_seconds=60, patience_seconds=120, answer_seconds=20)
    waiting_contacts = found.mean_wait_seconds * 48 / 60
    assert (found.abandoned, found.mean_wait_seconds, waiting_contacts, found.occupancy) == (
        near(0.031, 5e-4),
        near(3.7, 5e-2),
        near(2.97, 5e-3),
        near(0.93, 5e-4),
    )


@pytest.mark.parametrize(("load", "offered", "abandoned"), [(100, 0.7265, 0.0399), (150, 0.0001, 0.3333)])
def test_full_and_overfull_centres_have_a_steady_state(load: float, offered: float, abandoned: float) -> None:
    # M/M/100+M with 300 s of handling and of patience: about 70 % and 4 % at full load; a third at 150 %
    found = erlang_a(load, 100, handle_seconds=300, patience_seconds=300, answer_seconds=20)
    assert (found.offered, found.abandoned) == (near(offered, 5e-5), near(abandoned, 5e-5))


def test_the_definitions_of_a_service_level_differ() -> None:
    # two independent methods: 12 agents, 10 erl, 180 s, patience 120 s, 20 s
    found = erlang_a(10, 12, handle_seconds=180, patience_seconds=120, answer_seconds=20)
    assert (found.waiting, found.abandoned) == (near(0.2798, 5e-5), near(0.0616, 5e-5))
    assert (found.level("offered"), found.level("served")) == (near(0.8256, 5e-5), near(0.8798, 5e-5))
    assert found.level("offered") < found.level("virtual") < found.level("served")


def test_nobody_at_work_serves_nobody() -> None:
    found = erlang_a(10, 0, handle_seconds=180, patience_seconds=60, answer_seconds=20)
    assert found == Service(1.0, 1.0, near(60, 1e-9), 1.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("load", "agents", "patience", "answer", "offered", "abandoned"),
    [
        # 1/B overflows, exp(-n mu t) underflows, and the sums pass 1e200 before they turn
        (1, 400, 60, 20, 1.0, 0.0),
        (600, 600, 60, 240, 0.979354, 0.020646),
        (30_000, 20_000, 60, 20, 0.0, 1 / 3),
    ],
)
def test_what_floats_cannot_hold_does_no_harm(
    load: float, agents: int, patience: float, answer: float, offered: float, abandoned: float
) -> None:
    found = erlang_a(load, agents, handle_seconds=180, patience_seconds=patience, answer_seconds=answer)
    assert (found.offered, found.abandoned) == (near(offered, 1e-6), near(abandoned, 1e-6))


@given(load=LOADS, more=st.integers(1, 20))
def test_endless_patience_is_erlang_c(load: float, more: int) -> None:
    agents = int(load) + more
    found = erlang_a(load, agents, handle_seconds=180, patience_seconds=1e13, answer_seconds=20)
    assert (found.waiting, found.offered, found.mean_wait_seconds) == (
        pytest.approx(erlang_c(load, agents), rel=1e-4, abs=1e-9),
        pytest.approx(service_level(load, agents, handle_seconds=180, answer_seconds=20), rel=1e-4, abs=1e-9),
        pytest.approx(mean_wait_seconds(load, agents, handle_seconds=180), rel=1e-3, abs=1e-6),
    )


@given(load=LOADS, agents=AGENTS, patience=PATIENCE)
def test_what_arrives_is_served_or_hangs_up(load: float, agents: int, patience: float) -> None:
    found = erlang_a(load, agents, handle_seconds=180, patience_seconds=patience, answer_seconds=20)
    assert found.occupancy * agents == pytest.approx(load * (1 - found.abandoned), rel=1e-9)
    assert found.mean_wait_seconds == pytest.approx(found.abandoned * patience, rel=1e-9)
    assert 0 <= found.offered <= found.served <= 1
    assert found.offered <= 1 - found.abandoned + 1e-12
    assert found.waiting + 1e-12 >= 1 - found.virtual


@given(load=LOADS, agents=AGENTS, patience=PATIENCE)
def test_one_more_agent_serves_no_worse(load: float, agents: int, patience: float) -> None:
    few, many = (
        erlang_a(load, count, handle_seconds=180, patience_seconds=patience, answer_seconds=20)
        for count in (agents, agents + 1)
    )
    assert many.offered >= few.offered - 1e-12
    assert many.abandoned <= few.abandoned + 1e-12
    assert many.occupancy <= few.occupancy + 1e-12
