"""Erlang B and C against published values, exact arithmetic and their own laws."""

from __future__ import annotations

from fractions import Fraction
from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rota.demand.erlang import (
    erlang_b,
    erlang_c,
    least_agents,
    load_of,
    mean_wait_seconds,
    occupancy,
    scheduled,
    service_level,
)

LOADS = st.floats(0.001, 60)
AGENTS = st.integers(1, 80)


def exact_erlang_c(load: Fraction, agents: int) -> Fraction:
    """The textbook sum with factorials."""
    tail = load**agents / factorial(agents) * agents / (agents - load)
    return tail / (sum(load**busy / factorial(busy) for busy in range(agents)) + tail)


@pytest.mark.parametrize(
    ("load", "agents", "expected"),
    [
        # B of the Westbay manual (erlang.com): 15 lines carry 8.108 erl at 1 % blocking
        (8.108, 15, pytest.approx(0.01, abs=1e-6)),
        # a public unit test of src.modelling.erlang
        (5, 1, pytest.approx(0.8333333, abs=1e-7)),
        (20, 10, pytest.approx(0.5379631686320729, rel=1e-14)),
        (200, 190, pytest.approx(0.08869684386923561, rel=1e-13)),
        # 100 calls of 180 s in 30 min: 16 lines block more than 2 %, 17 lines fewer (pyworkforce 0.5.4)
        (10, 16, pytest.approx(0.02230, abs=5e-6)),
        (10, 17, pytest.approx(0.01295, abs=5e-6)),
        (0, 3, 0.0),
    ],
)
def test_blocking_is_as_published(load: float, agents: int, expected: float) -> None:
    assert erlang_b(load, agents) == expected


@pytest.mark.parametrize(
    ("load", "agents", "expected"),
    [
        # pyworkforce's documentation and tests, the R package ErlangC, call-center-tools 1.0.0
        (10, 14, pytest.approx(0.17413, abs=5e-6)),
        (10, 15, pytest.approx(0.102, abs=5e-4)),
        (100 / 3, 40, pytest.approx(0.1907, abs=5e-5)),
        (100 / 3, 35, pytest.approx(0.6965, abs=5e-5)),
        (123, 132, pytest.approx(0.3211161792617074, rel=1e-13)),
        (123, 130, pytest.approx(0.4244, abs=5e-5)),
        # Mitan, "The Erlang-C formula": 360 calls of 240 s in 30 min
        (48, 55, pytest.approx(0.239, abs=5e-4)),
        # 60-digit arithmetic
        (0.5, 1, 0.5),
        (0.01, 1, pytest.approx(0.01, rel=1e-14)),
        (170, 180, pytest.approx(0.342764, abs=5e-7)),
        (700, 720, pytest.approx(0.343609, abs=5e-7)),
        (1500, 1520, pytest.approx(0.495328, abs=5e-7)),
        (5000, 5060, pytest.approx(0.292278, abs=5e-7)),
        (20000, 20100, pytest.approx(0.367223, abs=5e-7)),
        # no steady state, no load, and a B that underflows
        (5, 5, 1.0),
        (5, 4, 1.0),
        (0, 1, 0.0),
        (1, 200, pytest.approx(0.0, abs=1e-300)),
    ],
)
def test_the_share_that_waits_is_as_published(load: float, agents: int, expected: float) -> None:
    assert erlang_c(load, agents) == expected


@pytest.mark.parametrize(
    ("load", "agents", "handle", "answer", "expected"),
    [
        (10, 14, 180, 20, pytest.approx(0.88835, abs=5e-6)),
        (10, 14, 180, 0, pytest.approx(0.8258681, abs=5e-8)),
        (10, 15, 180, 20, pytest.approx(0.941, abs=5e-4)),
        (100 / 3, 40, 120, 20, pytest.approx(0.9372, abs=5e-5)),
        (100 / 3, 35, 120, 20, pytest.approx(0.4724, abs=5e-5)),
        (48, 55, 240, 15, pytest.approx(0.846, abs=5e-4)),
        # published from a P(wait) rounded to .4244
        (123, 130, 300, 20, pytest.approx(0.733863392210115, abs=2e-5)),
        # Garnett, Mandelbaum and Reiman 2002: nine of ten wait less than 58.1 s
        (48, 50, 60, 58.1, pytest.approx(0.9, abs=2e-4)),
        (5, 5, 180, 20, 0.0),
        (0, 0, 180, 20, 1.0),
    ],
)
def test_the_service_level_is_as_published(
    load: float, agents: int, handle: float, answer: float, expected: float
) -> None:
    assert service_level(load, agents, handle_seconds=handle, answer_seconds=answer) == expected


@pytest.mark.parametrize(
    ("load", "agents", "handle", "expected"),
    [
        (10, 14, 180, pytest.approx(7.83593701177724, rel=1e-12)),
        (100 / 3, 40, 120, pytest.approx(3.43, abs=5e-3)),
        (100 / 3, 35, 120, pytest.approx(50.15, abs=5e-3)),
        (48, 55, 240, pytest.approx(8.2, abs=5e-2)),
        # Garnett, Mandelbaum and Reiman 2002: 48 calls a minute of a minute each
        (48, 50, 60, pytest.approx(20.83, abs=5e-3)),
        # M/M/3 and M/M/2 of queueing text books: 28.889 s; an hour divided by 24
        (2, 3, 20, pytest.approx(28.8889 - 20, abs=5e-5)),
        (2 / 3, 2, 1200, pytest.approx(3600 / 24, rel=1e-12)),
        # M/M/2 of a text book's exercises: 11 in 20 s, 3 s each, 5.16 in the system
        (1.65, 2, 3, pytest.approx((5.1663 - 1.65) / (11 / 20), abs=2e-4)),
        (0, 0, 60, None),
        (5, 5, 60, None),
    ],
)
def test_the_mean_wait_is_as_published(
    load: float, agents: int, handle: float, expected: float | None
) -> None:
    assert mean_wait_seconds(load, agents, handle_seconds=handle) == expected


@pytest.mark.parametrize(
    ("load", "agents", "expected"),
    [
        (10, 14, pytest.approx(0.71429, abs=5e-6)),
        (100 / 3, 40, pytest.approx(0.8333, abs=5e-5)),
        (100 / 3, 35, pytest.approx(0.9524, abs=5e-5)),
        (48, 55, pytest.approx(0.873, abs=5e-4)),
        (5, 4, 1.0),
        (1, 0, 1.0),
        (0, 0, 0.0),
    ],
)
def test_occupancy_is_as_published(load: float, agents: int, expected: float) -> None:
    assert occupancy(load, agents) == expected


@pytest.mark.parametrize(
    ("contacts", "seconds", "handle", "level", "answer", "occupied", "shrinkage", "expected"),
    [
        (100, 1800, 180, 0.8, 20, 0.85, 0.3, (14, 20)),
        (100, 1800, 180, 0.8, 0.33 * 60, 0.7, 0.3, (15, 22)),
        (1000, 3600, 120, 0.8, 20, 0.85, 0.3, (40, 58)),
        (123, 300, 300, 0.0, 20, 0.85, 0.0, (145, 145)),
        # 100 calls of 600 s in 30 min: 78.97 % at 39 agents, 84.73 % at 40
        (100, 1800, 600, 0.8, 20, 1.0, 0.0, (40, 40)),
        # callcentrehelper.com on chats: 51 to schedule, before several are held at once
        (100, 3600, 990, 0.8, 45, 1.0, 0.35, (33, 51)),
        (0, 1800, 180, 0.8, 20, 0.85, 0.3, (0, 0)),
        # exactly at the limit: 51 calls of 600 s are 17 erlang, 20 agents are busy for 85 % of the time
        (51, 1800, 600, 0.0, 20, 0.85, 0.0, (20, 20)),
    ],
)
def test_the_fewest_agents_are_as_published(
    contacts: float,
    seconds: float,
    handle: float,
    level: float,
    answer: float,
    occupied: float,
    shrinkage: float,
    expected: tuple[int, int],
) -> None:
    agents = least_agents(
        load_of(contacts, handle_seconds=handle, seconds=seconds),
        handle_seconds=handle,
        service_level=level,
        answer_seconds=answer,
        max_occupancy=occupied,
    )
    assert (agents, scheduled(agents, shrinkage=shrinkage)) == expected


@pytest.mark.parametrize(
    ("agents", "shrinkage", "expected"),
    [(21, 0.3, 30), (17, 0.3, 25), (35, 0.3, 50), (1, 0.1, 2), (9, 0.1, 10), (7, 0.0, 7), (0, 0.3, 0)],
)
def test_shrinkage_rounds_up_but_not_for_the_sake_of_a_float(
    agents: int, shrinkage: float, expected: int
) -> None:
    assert scheduled(agents, shrinkage=shrinkage) == expected


@pytest.mark.parametrize(
    ("load", "level", "occupied"), [(-1, 0.8, 1), (float("nan"), 0.8, 1), (1, 1.0, 1), (1, 0.8, 0)]
)
def test_a_search_that_could_not_end_is_refused(load: float, level: float, occupied: float) -> None:
    with pytest.raises(ValueError, match="no staffing for load"):
        least_agents(load, handle_seconds=60, service_level=level, answer_seconds=20, max_occupancy=occupied)


@given(numerator=st.integers(1, 300), agents=st.integers(1, 40))
def test_the_recurrence_agrees_with_exact_factorials(numerator: int, agents: int) -> None:
    load = Fraction(numerator, 10)
    expected = exact_erlang_c(load, agents) if agents > load else Fraction(1)
    assert erlang_c(float(load), agents) == pytest.approx(float(expected), rel=1e-11)


@given(load=LOADS, agents=AGENTS)
def test_one_more_agent_never_makes_a_wait_likelier_or_longer(load: float, agents: int) -> None:
    levels = [
        service_level(load, count, handle_seconds=180, answer_seconds=20) for count in (agents, agents + 1)
    ]
    waits = [mean_wait_seconds(load, count, handle_seconds=180) for count in (agents, agents + 1)]
    assert erlang_c(load, agents + 1) <= erlang_c(load, agents)
    assert levels[0] <= levels[1]
    assert waits[0] is None or (waits[1] is not None and waits[1] <= waits[0])


@given(load=LOADS, more=st.floats(0, 20))
def test_more_load_never_needs_fewer_agents(load: float, more: float) -> None:
    def needed(erlangs: float) -> int:
        return least_agents(erlangs, handle_seconds=180, service_level=0.8, answer_seconds=20)

    assert needed(load) <= needed(load + more)


@given(load=LOADS, level=st.floats(0, 0.99), occupied=st.floats(0.3, 1), answer=st.floats(0, 300))
def test_the_fewest_agents_suffice_and_one_fewer_do_not(
    load: float, level: float, occupied: float, answer: float
) -> None:
    def suffices(agents: int) -> bool:
        reached = service_level(load, agents, handle_seconds=240, answer_seconds=answer)
        return agents > load and occupancy(load, agents) <= occupied + 1e-9 and reached >= level

    agents = least_agents(
        load, handle_seconds=240, service_level=level, answer_seconds=answer, max_occupancy=occupied
    )
    assert (suffices(agents), suffices(agents - 1)) == (True, False)
