"""What `rota simulate --out out/simulation.json` has written, where it is of the roster at hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exports.instant import instant_of
from rota.cli.folder import OUT, roster_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from rota.problem import Problem

SIMULATION = "simulation.json"
FORMAT = "rota-simulation/1"


@dataclass(frozen=True, slots=True)
class PlayedQueue:
    """Shares in time, in [0, 1]: of the whole horizon with the width of its band, and by interval."""

    whole: float
    width: float
    by_start: Mapping[datetime, float]


@dataclass(frozen=True, slots=True)
class Played:
    """What was played, by queue; `note` says in words what it is, or why nothing of it is shown."""

    queues: Mapping[str, PlayedQueue]
    note: str


NOT_PLAYED = (
    'Once "rota simulate --out out/simulation.json" has played the queues through, the next report shows '
    "that beside the formula."
)


def read_played(folder: Path, problem: Problem) -> Played:
    """The simulation beside the roster; without queues where there is none that can be used."""
    path = folder / OUT / SIMULATION
    if not path.is_file():
        return Played({}, NOT_PLAYED)
    if path.stat().st_mtime < roster_path(folder).stat().st_mtime:
        return Played({}, f"{OUT}/{SIMULATION} is older than the roster, so it is not shown: simulate again.")
    try:
        found: object = json.loads(path.read_bytes())
        return _played(_mapping(found), problem)
    except (ValueError, KeyError, TypeError):
        return Played({}, f"{OUT}/{SIMULATION} is not what `rota simulate --out` writes, so it is not shown.")


def _played(document: Mapping[str, object], problem: Problem) -> Played:
    if document["format"] != FORMAT:
        raise ValueError("another format")
    span = (instant_of(_text(document["start"])), instant_of(_text(document["end"])))
    if document["team"] != problem.team or span != (problem.start, problem.end):
        return Played({}, f"{OUT}/{SIMULATION} is of another team or time, so it is not shown.")
    queues = {}
    for entry in _list(document["queues"]):
        one = _queue(_mapping(entry))
        if one:
            queues[_text(_mapping(entry)["queue"])] = one
    times = int(_number(document["replications"]))
    return Played(queues, f"Played: {times:,} times through the whole horizon, from {OUT}/{SIMULATION}.")


def _queue(entry: Mapping[str, object]) -> PlayedQueue | None:
    """None where no contact came."""
    band = _mapping(entry["whole"])["in_time"]
    if band is None:
        return None
    whole = _mapping(band)
    mean = _number(whole["mean"])
    ends = [_number(end) for end in (whole["low"], whole["high"]) if end is not None]
    by_start = {}
    for interval in map(_mapping, _list(entry["intervals"])):
        if interval["in_time"] is not None:
            by_start[instant_of(_text(interval["start"]))] = _number(_mapping(interval["in_time"])["mean"])
    return PlayedQueue(mean, max((abs(end - mean) for end in ends), default=0.0), by_start)


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return {str(key): found for key, found in value.items()}


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return list(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("not a number")
    return float(value)
