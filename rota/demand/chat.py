"""Agents who hold several chats at once, by what a chat takes while so many are open.

k chats are spread over n agents as evenly as can be: with q, m = divmod(k, n), m agents hold q + 1 chats
and the others q. An agent with j open chats ends them at the rate j / h(j), h(j) being the handle time
while j are open. Above n times the most that one agent may hold, chats wait. That makes a birth-death
chain which is solved exactly (`rota.demand.service`); with one chat at a time it is Erlang C, and with
equal handle times it is M/M/n with as many servers as there are chats at once. Several chats at once
gain c h(1) / h(c) in throughput, which is less than c wherever h grows.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rota.demand.service import serve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.demand.service import Service


def throughputs(handle_seconds_by_open: Sequence[float]) -> tuple[float, ...]:
    """Chats that one agent ends a second while 0, 1, 2, ... are open."""
    return (0.0, *(count / seconds for count, seconds in enumerate(handle_seconds_by_open, start=1)))


def first_loss(handle_seconds_by_open: Sequence[float]) -> int | None:
    """The first number of open chats at which an agent gets less done than with one fewer; None for none."""
    pairs = enumerate(pairwise(throughputs(handle_seconds_by_open)))
    return next((count + 1 for count, (fewer, more) in pairs if more < fewer), None)


def chat_service(
    arrival_rate: float,
    agents: int,
    *,
    handle_seconds_by_open: Sequence[float],
    patience_seconds: float | None,
    answer_seconds: float,
) -> Service:
    """What customers get from so many agents at an arrival rate above 0 a second."""
    rates = _rates(agents, throughputs(handle_seconds_by_open))
    return serve(arrival_rate, rates, patience_seconds=patience_seconds, answer_seconds=answer_seconds)


def _rates(agents: int, throughput: Sequence[float]) -> Iterator[float]:
    for few, more in pairwise(throughput):
        for holding_more in range(1, agents + 1):
            yield (agents - holding_more) * few + holding_more * more
