"""Erlang A: agents who take one contact at a time, and callers who hang up (see `rota.demand.service`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.demand.service import serve

if TYPE_CHECKING:
    from rota.demand.service import Service


def erlang_a(
    load: float, agents: int, *, handle_seconds: float, patience_seconds: float, answer_seconds: float
) -> Service:
    """What callers get from so many agents at a load above 0 in erlang; agents may be fewer than the load."""
    rates = (busy / handle_seconds for busy in range(1, agents + 1))
    return serve(
        load / handle_seconds, rates, patience_seconds=patience_seconds, answer_seconds=answer_seconds
    )
