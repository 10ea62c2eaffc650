"""A workspace folder as one problem with its rules: all of it read, checked and joined, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from rota.demand.staffing import staff
from rota.errors import Fault, InputError
from rota.forecast.fill import fill
from rota.load.absences import read_absences
from rota.load.build import (
    agents_of,
    closed_hours,
    horizon_of,
    night_of,
    opening_of,
    queues_of,
    requests_of,
    shifts_between,
    target_of,
)
from rota.load.document import read_document, validate
from rota.load.forecast import read_forecast
from rota.load.history import Past, read_history
from rota.load.team import TeamPart
from rota.load.team_checks import team_faults
from rota.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from rota.constraint import Constraint
    from rota.forecast.volume import Volume
    from rota.problem import Absence

Read = TypeVar("Read")
TEAM, FORECAST, HISTORY, AVAILABILITY = "team.yaml", "forecast.csv", "history.csv", "availability"


@dataclass(frozen=True)
class Workspace:
    """What a folder says: the problem, the rules, the load, and the SHA-256 of each file read."""

    folder: Path
    team: TeamPart
    problem: Problem
    rules: tuple[Constraint, ...]
    volumes: tuple[Volume, ...]
    inputs: tuple[tuple[str, str], ...]


def load_workspace(folder: Path) -> Workspace:
    """Read a workspace; raises InputError with every fault of every file at once."""
    files = _read_files(folder)
    if TEAM not in files:
        help_text = f"make a workspace with `rota init {folder}`"
        raise InputError([Fault(str(folder / TEAM), 0, 0, f"there is no {TEAM} in {folder}", help_text)])
    document = read_document(str(folder / TEAM), files[TEAM])
    team = validate(document, TeamPart)
    faults = team_faults(document, team)
    if faults:
        raise InputError(faults)
    start, end = horizon_of(team.horizon.start, team.horizon.weeks, team.zone)
    gather = _Gather()
    no_volumes: tuple[Volume, ...] = ()
    no_absences: tuple[Absence, ...] = ()
    volumes = gather(lambda: _volumes(folder, files, team, start, end), no_volumes)
    absences = gather(lambda: _absences(folder, files, team, start, end), no_absences)
    past = gather(lambda: _history(folder, files, team, start), Past())
    if gather.faults:
        raise InputError(gather.faults)
    targets = {part.id: target_of(part) for part in team.queues}
    demand = staff(volumes, targets, opening_of(team, start, end))
    problem = Problem(
        team=team.team,
        zone=team.zone,
        start=start,
        end=end,
        agents=agents_of(team),
        shifts=shifts_between(team, start, end),
        queues=queues_of(team),
        demand=tuple(entry for entry in demand if start <= entry.start < end),
        absences=tuple(sorted((*absences, *closed_hours(team, start, end + timedelta(days=1))))),
        requests=requests_of(team),
        past_shifts=past.shifts,
        past=past.cells,
        night=night_of(team),
    )
    inputs = tuple(sorted((name, sha256(content).hexdigest()) for name, content in files.items()))
    return Workspace(folder, team, problem, team.rules, volumes, inputs)


def _read_files(folder: Path) -> dict[str, bytes]:
    """Every input file by its path within the folder, with forward slashes."""
    found = [folder / name for name in (TEAM, FORECAST, HISTORY)]
    inside = folder / AVAILABILITY
    if inside.is_dir():
        found += sorted(path for path in inside.iterdir() if not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found if path.is_file()}


def _volumes(
    folder: Path, files: Mapping[str, bytes], team: TeamPart, start: datetime, end: datetime
) -> tuple[Volume, ...]:
    queues = [part.id for part in team.queues]
    given: tuple[Volume, ...] = ()
    if FORECAST in files:
        given = read_forecast(str(folder / FORECAST), files[FORECAST], zone=team.zone, queues=queues)
    given = tuple(volume for volume in given if volume.start < end)
    return fill(given, queues=queues, start=start, end=end)


def _absences(
    folder: Path, files: Mapping[str, bytes], team: TeamPart, start: datetime, end: datetime
) -> tuple[Absence, ...]:
    return read_absences(
        [(str(folder / name), content) for name, content in files.items() if name.startswith(AVAILABILITY)],
        agents={part.id: part.zone or team.zone for part in team.agents},
        start=start,
        end=end + timedelta(days=1),
    )


def _history(folder: Path, files: Mapping[str, bytes], team: TeamPart, start: datetime) -> Past:
    if HISTORY not in files:
        return Past()
    return read_history(str(folder / HISTORY), files[HISTORY], team=team, start=start)


class _Gather:
    """Calls readers one after the other and gathers the faults of all."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def __call__(self, read: Callable[[], Read], otherwise: Read) -> Read:
        try:
            return read()
        except InputError as error:
            self.faults += error.faults
            return otherwise
