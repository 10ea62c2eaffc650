from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rota.demand.capacity import Capacity
from rota.demand.carried import keeps, needed, service_of
from rota.demand.erlang import least_agents
from rota.demand.target import LiveTarget

IMPATIENT = LiveTarget(
    handle_seconds=180, patience_seconds=300, service_level=0.8, max_occupancy=0.85, max_abandoned=0.05
)


def test_the_fewest_agents_are_those_whose_greatest_load_is_enough() -> None:
    asked: list[int] = []

    def fits(load: float, agents: int) -> bool:
        asked.append(agents)
        return load <= 2.5 * agents

    capacity = Capacity(fits)
    assert [capacity.agents(load) for load in (0, 0.1, 2.4, 2.6, 24.9, 25.1, 1000)] == [
        0,
        1,
        1,
        2,
        10,
        11,
        400,
    ]
    asked.clear()
    assert [capacity.agents(load) for load in (24.8, 25.2)] == [10, 11]
    assert asked == []


def test_ten_impatient_erlangs_need_thirteen_agents() -> None:
    # pyworkforce 0.5.4: 80 % in 20 s, at most 85 % busy, at most 5 % hang up; 19 with 30 % shrinkage
    assert needed(10, IMPATIENT) == 13


@given(load=st.floats(0.01, 80), definition=st.sampled_from(["offered", "served", "virtual"]))
def test_one_agent_fewer_would_not_keep_the_target(load: float, definition: str) -> None:
    target = LiveTarget(
        handle_seconds=180,
        patience_seconds=60,
        max_abandoned=0.1,
        definition=definition,  # type: ignore[arg-type]  # drawn
    )
    agents = needed(load, target)
    assert keeps(service_of(load, agents, target), target)
    assert agents == 1 or not keeps(service_of(load * (1 + 1e-8), agents - 1, target), target)


@given(load=st.floats(0.01, 80))
def test_chats_one_at_a_time_need_as_many_as_calls(load: float) -> None:
    chats = LiveTarget(handle_seconds=180, handle_seconds_by_open=(180,))
    exact = least_agents(load, handle_seconds=180, service_level=0.8, answer_seconds=20, max_occupancy=0.85)
    assert needed(load, chats) in (
        exact,
        least_agents(
            load * (1 + 1e-8), handle_seconds=180, service_level=0.8, answer_seconds=20, max_occupancy=0.85
        ),
    )


def test_patience_saves_agents() -> None:
    patient = LiveTarget(handle_seconds=180, max_occupancy=1)
    impatient = LiveTarget(handle_seconds=180, max_occupancy=1, patience_seconds=300)
    assert (needed(100, patient), needed(100, impatient)) == (107, 102)
