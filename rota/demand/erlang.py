"""How many agents answer in time: Erlang's formulas for the queue M/M/n.

Erlang B (loss) and C (delay): A. K. Erlang, "Solution of some problems in the theory of probabilities
of significance in automatic telephone exchanges", 1917. The recurrence B(k) = A B(k-1) / (k + A B(k-1))
and C(n) = B(n) / (1 - (A/n) (1 - B(n))) are in G. Koole, "Call Center Optimization", 2013, and in any
text on queues; every factor lies in (0, 1], so no load overflows. Throughout, `load` is A in erlang:
the agents that would be busy if nobody ever waited. Patience is unlimited; a steady state is assumed.
"""

from __future__ import annotations

from math import ceil, exp, isfinite

ROUNDING = 1e-9
"""Slack for what is exact on paper and not in floats: 21 / (1 - 0.3) is 30.000000000000004."""


def load_of(contacts: float, *, handle_seconds: float, seconds: float) -> float:
    """The load in erlang when so many contacts arrive within `seconds`."""
    return contacts * handle_seconds / seconds


def erlang_b(load: float, agents: int) -> float:
    """The share of contacts that find all agents busy where nobody may wait."""
    blocked = 1.0
    for count in range(1, agents + 1):
        blocked = _next_blocked(blocked, load, count)
    return blocked


def erlang_c(load: float, agents: int) -> float:
    """The share of contacts that have to wait; 1 where agents do not outnumber the load."""
    return _waiting(erlang_b(load, agents), load, agents)


def service_level(load: float, agents: int, *, handle_seconds: float, answer_seconds: float) -> float:
    """The share of contacts answered within `answer_seconds`; 0 where the queue grows without end."""
    return _answered(erlang_c(load, agents), load, agents, handle_seconds, answer_seconds)


def mean_wait_seconds(load: float, agents: int, *, handle_seconds: float) -> float | None:
    """The mean wait of all contacts (ASA); None where the queue grows without end."""
    if agents <= load:
        return None
    return erlang_c(load, agents) * handle_seconds / (agents - load)


def occupancy(load: float, agents: int) -> float:
    """The share of their time that agents are busy, at most 1; without agents 0 or 1, as there is load."""
    if agents <= load:
        return 1.0 if load else 0.0
    return load / agents


def least_agents(
    load: float,
    *,
    handle_seconds: float,
    service_level: float,
    answer_seconds: float,
    max_occupancy: float = 1.0,
) -> int:
    """The fewest agents that outnumber the load, answer enough in time and are not too busy.

    `service_level` lies in [0, 1), `max_occupancy` in (0, 1]; other values raise ValueError. Without
    load no agent is needed. Takes time linear in the answer: B is carried along the search.
    """
    if not (load >= 0 and isfinite(load) and 0 <= service_level < 1 and 0 < max_occupancy <= 1):
        raise ValueError(
            f"no staffing for load {load}, service level {service_level}, occupancy {max_occupancy}"
        )
    if load == 0:
        return 0
    agents, blocked = 0, 1.0
    while True:
        agents += 1
        blocked = _next_blocked(blocked, load, agents)
        if agents <= load or load > max_occupancy * agents + ROUNDING:
            continue
        waiting = _waiting(blocked, load, agents)
        if _answered(waiting, load, agents, handle_seconds, answer_seconds) >= service_level:
            return agents


def scheduled(agents: int, *, shrinkage: float) -> int:
    """How many to schedule so that `agents` are at work when a share in [0, 1) of paid time is lost."""
    return ceil(agents / (1 - shrinkage) - ROUNDING)


def _next_blocked(blocked: float, load: float, agents: int) -> float:
    return load * blocked / (agents + load * blocked)


def _waiting(blocked: float, load: float, agents: int) -> float:
    if agents <= load:
        return 1.0 if load else 0.0
    return blocked / (1 - load / agents * (1 - blocked))


def _answered(waiting: float, load: float, agents: int, handle_seconds: float, within: float) -> float:
    if agents <= load:
        return 0.0 if load else 1.0
    return 1 - waiting * exp(-(agents - load) * within / handle_seconds)
