"""In a steady state the simulation comes to what the exact formulas say, within its own bands."""

from __future__ import annotations

import pytest

from rota.demand.chat import chat_service
from rota.demand.erlang_a import erlang_a
from rota.demand.service import Service, serve
from rota.simulate.band import Band
from rota.simulate.outcome import WHOLE, Experience, simulate
from rota.simulate.scenario import Expected, HandOver, Scenario, Server, Stream

HOUR = 3600.0


def steady(
    rate_an_hour: float,
    agents: int,
    handle_seconds: tuple[float, ...],
    patience: float | None,
    *,
    hours: int = 24,
) -> Scenario:
    """One queue at a constant rate."""
    expected = tuple(Expected(hour * HOUR, (hour + 1) * HOUR, rate_an_hour) for hour in range(hours))
    stream = Stream("queue", 1, True, handle_seconds, expected, answer_seconds=20, patience_seconds=patience)
    servers = tuple(Server(f"a{index}", 1, (0,), ((0.0, hours * HOUR),)) for index in range(agents))
    return Scenario(hours * HOUR, HOUR, (stream,), servers)


def whole(
    scenario: Scenario, definition: str = "offered", *, replications: int = 12, seed: int = 3
) -> Experience:
    outcome = simulate(
        scenario,
        {"queue": definition},
        replications=replications,
        seed=seed,  # type: ignore[dict-item]  # drawn
    )
    return outcome.measured["queue"].experience(WHOLE)


def holds(band: Band | None, value: float) -> bool:
    assert band is not None
    assert band.low is not None
    assert band.high is not None
    return band.low <= value <= band.high


def agrees(found: Experience, service: Service, definition: str = "offered") -> list[bool]:
    return [
        holds(found.in_time, service.level(definition)),  # type: ignore[arg-type]  # drawn
        holds(found.wait_seconds, service.mean_wait_seconds),
        holds(found.abandoned, service.abandoned),
    ]


@pytest.mark.parametrize(
    ("load", "agents", "patience", "definition"),
    [(10, 14, 300, "offered"), (10, 12, 120, "served"), (10, 9, 60, "offered"), (2, 3, 300, "served")],
)
def test_callers_who_hang_up_get_what_erlang_a_says(
    load: float, agents: int, patience: float, definition: str
) -> None:
    found = whole(steady(load * 20, agents, (180,), patience), definition)
    service = erlang_a(load, agents, handle_seconds=180, patience_seconds=patience, answer_seconds=20)
    assert agrees(found, service, definition) == [True, True, True]


def test_callers_who_never_hang_up_get_what_erlang_c_says() -> None:
    found = whole(steady(200, 14, (180,), None))
    service = serve(
        200 / HOUR, [busy / 180 for busy in range(1, 15)], patience_seconds=None, answer_seconds=20
    )
    assert agrees(found, service) == [True, True, True]
    assert holds(found.busy, service.occupancy)


def test_chats_get_what_their_chain_says() -> None:
    times = (600.0, 800.0, 1000.0)
    found = whole(steady(60, 7, times, 120, hours=96))
    service = chat_service(
        60 / HOUR, 7, handle_seconds_by_open=times, patience_seconds=120, answer_seconds=20
    )
    assert agrees(found, service) == [True, True, True]


def test_the_second_line_gets_its_share() -> None:
    expected = tuple(Expected(hour * HOUR, (hour + 1) * HOUR, 100) for hour in range(24))
    first = Stream("l1", 1, True, (60,), expected, answer_seconds=20, hand_over=HandOver(1, 0.2, 0))
    second = Stream("queue", 2, True, (600,), (), answer_seconds=20, patience_seconds=300)
    servers = [Server(f"a{index}", 1, (0,), ((0.0, 24 * HOUR),)) for index in range(4)]
    servers += [Server(f"b{index}", 2, (1,), ((0.0, 24 * HOUR),)) for index in range(4)]
    found = whole(Scenario(24 * HOUR, HOUR, (first, second), tuple(servers)))
    service = erlang_a(20 * 600 / HOUR, 4, handle_seconds=600, patience_seconds=300, answer_seconds=20)
    assert agrees(found, service) == [True, True, True]
    assert found.offered == pytest.approx(24 * 20, rel=0.05)


def test_equal_seeds_give_equal_outcomes_and_others_differ() -> None:
    scenario = steady(100, 6, (180,), 300, hours=10)
    assert whole(scenario, replications=6) == whole(scenario, replications=6)
    assert whole(scenario, replications=6, seed=2) != whole(scenario, replications=6)


def test_the_first_replications_do_not_depend_on_how_many_follow() -> None:
    scenario = steady(100, 6, (180,), 300, hours=10)
    offered = []
    simulate(scenario, {}, replications=3, seed=7, told=offered.append)
    assert offered == [1, 2, 3]
    three = simulate(scenario, {}, replications=3, seed=7).measured["queue"].experience(WHOLE).offered
    four = simulate(scenario, {}, replications=4, seed=7).measured["queue"].experience(WHOLE).offered
    assert round(3 * three) == 3 * three != 4 * four
    assert 0 <= round(4 * four - 3 * three) == pytest.approx(4 * four - 3 * three)


def test_virtual_leaves_out_who_left_before_being_late() -> None:
    scenario = steady(200, 11, (180,), 60)
    service = erlang_a(10, 11, handle_seconds=180, patience_seconds=60, answer_seconds=20)
    found = whole(scenario, "virtual").in_time
    assert found is not None
    assert service.offered < found.mean < service.served


def test_an_interval_in_which_nothing_happens_tells_nothing() -> None:
    scenario = Scenario(HOUR, HOUR, (Stream("queue", 1, True, (60,), ()),), ())
    assert whole(scenario) == Experience(0.0, None, None, None, None, Band(0, 0, 0), Band(0, 0, 0))


def test_bands_hold_the_exact_value_about_as_often_as_they_say() -> None:
    scenario = steady(40, 3, (180,), 300)
    service = erlang_a(2, 3, handle_seconds=180, patience_seconds=300, answer_seconds=20)
    held = [agrees(whole(scenario, replications=8, seed=seed), service) for seed in range(25)]
    # 95 of 100 are meant to: 20 of 25 or fewer would come about once in a hundred times
    assert [sum(each) > 20 for each in zip(*held, strict=True)] == [True, True, True]
