"""How many agents a live queue takes: Erlang C, Erlang A or the chain of chats, as its target says."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from rota.demand.capacity import Capacity
from rota.demand.chat import chat_service
from rota.demand.erlang import (
    ROUNDING,
    erlang_c,
    least_agents,
    mean_wait_seconds,
    occupancy,
    service_level,
)
from rota.demand.erlang_a import erlang_a
from rota.demand.service import OVERRUN, Service

if TYPE_CHECKING:
    from rota.demand.target import LiveTarget

Model = Literal["erlang c", "erlang a", "chats"]


def model_of(target: LiveTarget) -> Model:
    """The formula that a target is staffed by."""
    if target.handle_seconds_by_open:
        return "chats"
    return "erlang c" if target.patience_seconds is None else "erlang a"


def handle_seconds_of(target: LiveTarget) -> float:
    """What a contact takes an agent, in effect: with several chats at once less than the chat itself."""
    if target.handle_seconds_by_open:
        return target.handle_seconds_by_open[0]
    return target.handle_seconds / target.concurrency_factor


def needed(load: float, target: LiveTarget) -> int:
    """The fewest agents who keep to the target; `load` in erlang, of `handle_seconds_of` a contact."""
    if model_of(target) != "erlang c":
        return _capacity(target).agents(load)
    return least_agents(
        load,
        handle_seconds=handle_seconds_of(target),
        service_level=target.service_level,
        answer_seconds=target.answer_seconds,
        max_occupancy=target.max_occupancy,
    )


def most_load(agents: int, target: LiveTarget) -> float:
    """The greatest load in erlang at which so many agents keep to the target; 0 for none."""
    return _capacity(target).greatest(agents)


def service_of(load: float, agents: int, target: LiveTarget) -> Service:
    """What callers get from so many agents at a load above 0 in erlang."""
    handle, within = handle_seconds_of(target), target.answer_seconds
    if target.handle_seconds_by_open:
        return chat_service(
            load / handle,
            agents,
            handle_seconds_by_open=target.handle_seconds_by_open,
            patience_seconds=target.patience_seconds,
            answer_seconds=within,
        )
    if target.patience_seconds is not None:
        patience = target.patience_seconds
        return erlang_a(load, agents, handle_seconds=handle, patience_seconds=patience, answer_seconds=within)
    wait = mean_wait_seconds(load, agents, handle_seconds=handle)
    if wait is None:
        return OVERRUN
    level = service_level(load, agents, handle_seconds=handle, answer_seconds=within)
    return Service(erlang_c(load, agents), 0.0, wait, occupancy(load, agents), level, level, level)


def keeps(service: Service, target: LiveTarget) -> bool:
    """Whether this service is what the target asks for."""
    return (
        service.level(target.definition) >= target.service_level
        and service.occupancy <= target.max_occupancy + ROUNDING
        and service.abandoned <= target.max_abandoned
    )


@lru_cache(maxsize=1 << 10)
def _capacity(target: LiveTarget) -> Capacity:
    return Capacity(lambda load, agents: keeps(service_of(load, agents, target), target))
