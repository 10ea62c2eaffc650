"""What `rota simulate --json` shows and `--out` writes: for tools, RFC 8259, its keys stay as they are.

format        "rota-simulation/1"
team, zone, start, end          the horizon [start, end), instants in UTC
replications, seed, interval_minutes
queues        [queue, definition (null for deferred work), asked (share in time), whole, intervals]
whole         offered (mean contacts), in_time, wait_seconds, abandoned, busy, backlog,
              oldest_seconds (each null or mean, low, high: the band of 95 % confidence), promised
intervals     the same with start; those in which nothing is expected and nobody waits are left out
promised      in_time, wait_seconds, abandoned, agents by the formulas; null where nothing is expected
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from exports.instant import instant_text
from rota.demand.target import LiveTarget
from rota.simulate.outcome import WHOLE
from rota.simulate.promise import in_all

if TYPE_CHECKING:
    from rota.cli.views.simulation_view import Simulation
    from rota.simulate.band import Band
    from rota.simulate.outcome import Experience
    from rota.simulate.promise import Promise

DIGITS = 6


def simulation_json(simulation: Simulation) -> bytes:
    """The document."""
    outcome, problem = simulation.outcome, simulation.workspace.problem
    document = {
        "format": "rota-simulation/1",
        "team": problem.team,
        "zone": problem.zone,
        "start": instant_text(problem.start),
        "end": instant_text(problem.end),
        "replications": outcome.replications,
        "seed": outcome.seed,
        "interval_minutes": outcome.scenario.step_seconds / 60,
        "queues": [_queue(simulation, queue) for queue in outcome.measured],
    }
    return (json.dumps(document, ensure_ascii=False) + "\n").encode()


def _queue(simulation: Simulation, queue: str) -> dict[str, object]:
    target = simulation.workspace.targets[queue]
    measured, promised = simulation.outcome.measured[queue], dict(simulation.promised[queue])
    intervals = []
    for step in range(simulation.outcome.scenario.steps):
        start = simulation.start_of(step)
        experience, promise = measured.experience(step), promised.get(start)
        waits = experience.backlog is not None and experience.backlog.mean
        if experience.offered or waits or (promise and promise.contacts):
            intervals.append({"start": instant_text(start), **_told(experience, promise)})
    return {
        "queue": queue,
        "definition": target.definition if isinstance(target, LiveTarget) else None,
        "asked": simulation.asked(queue),
        "whole": _told(measured.experience(WHOLE), in_all(promised)),
        "intervals": intervals,
    }


def _told(experience: Experience, promise: Promise | None) -> dict[str, object]:
    return {
        "offered": round(experience.offered, DIGITS),
        "in_time": _band(experience.in_time),
        "wait_seconds": _band(experience.wait_seconds),
        "abandoned": _band(experience.abandoned),
        "busy": _band(experience.busy),
        "backlog": _band(experience.backlog),
        "oldest_seconds": _band(experience.oldest_seconds),
        "promised": None if promise is None or not promise.contacts else _promised(promise),
    }


def _promised(promise: Promise) -> dict[str, object]:
    return {
        "in_time": round(promise.in_time, DIGITS),
        "wait_seconds": None if promise.wait_seconds is None else round(promise.wait_seconds, DIGITS),
        "abandoned": round(promise.abandoned, DIGITS),
        "agents": promise.agents,
    }


def _band(band: Band | None) -> dict[str, float | None] | None:
    if band is None:
        return None
    return {
        "mean": round(band.mean, DIGITS),
        "low": None if band.low is None else round(band.low, DIGITS),
        "high": None if band.high is None else round(band.high, DIGITS),
    }
