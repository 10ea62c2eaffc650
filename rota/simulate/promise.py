"""What the formulas promise the callers of a queue, if it gets the agents that they ask for."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from rota.demand.carried import handle_seconds_of, service_of
from rota.demand.erlang import ROUNDING, load_of
from rota.demand.opening import Opening
from rota.demand.staffing import staffed
from rota.demand.target import LiveTarget

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from rota.demand.opening import Span
    from rota.demand.target import Target
    from rota.demand.waiting import Waiting
    from rota.forecast.volume import Volume

NOBODY: Mapping[datetime, int] = {}


@dataclass(frozen=True, slots=True)
class Promise:
    """`in_time` and `abandoned` are means over the contacts expected, `agents` is asked for.

    `wait_seconds` is None where nothing is promised: of deferred work, or where the queue would grow without
    end (at a rate above the one that is staffed on).
    """

    contacts: float
    agents: int
    in_time: float
    wait_seconds: float | None
    abandoned: float


def promises(
    volumes: Sequence[Volume],
    target: Target,
    opening: Sequence[Span] | None,
    *,
    lacking: Mapping[datetime, int] = NOBODY,
    waiting: Sequence[Waiting] = (),
) -> dict[datetime, Promise]:
    """By the start of each open interval of a queue, at the mean rate; volumes are in time order.

    `lacking` says where so many agents fewer are there than are asked for; `waiting` is there as the first
    volume begins. Deferred work is promised to
    be in time, whatever it waits.
    """
    found: dict[datetime, Promise] = {}
    for entry in staffed(volumes, target, Opening(opening), waiting):
        volume = entry.volume
        if not isinstance(target, LiveTarget):
            found[volume.start] = Promise(volume.contacts, entry.agents, 1.0, None, 0.0)
            continue
        handle = handle_seconds_of(target)
        load = load_of(volume.contacts, handle_seconds=handle, seconds=volume.seconds)
        if not load:
            found[volume.start] = Promise(0.0, entry.agents, 1.0, 0.0, 0.0)
            continue
        present = max(entry.at_work, int(target.minimum * (1 - target.shrinkage)))
        if short := lacking.get(volume.start, 0):
            present = min(present, int((entry.agents - short) * (1 - target.shrinkage) + ROUNDING))
        if present <= 0:
            found[volume.start] = Promise(
                volume.contacts, entry.agents, 0.0, None, float(target.patience_seconds is not None)
            )
            continue
        service = service_of(load, present, target)
        found[volume.start] = Promise(
            volume.contacts,
            entry.agents,
            service.level(target.definition),
            service.mean_wait_seconds if isfinite(service.mean_wait_seconds) else None,
            service.abandoned,
        )
    return found


def in_all(promised: dict[datetime, Promise]) -> Promise | None:
    """The promises of many intervals as one, by contacts; None where none are expected."""
    listed = [one for one in promised.values() if one.contacts]
    contacts = sum(one.contacts for one in listed)
    if not contacts:
        return None
    waits = [one.wait_seconds for one in listed]
    wait = sum(one.contacts * one.wait_seconds for one in listed if one.wait_seconds is not None)
    return Promise(
        contacts,
        max(one.agents for one in listed),
        sum(one.contacts * one.in_time for one in listed) / contacts,
        None if None in waits else wait / contacts,
        sum(one.contacts * one.abandoned for one in listed) / contacts,
    )
