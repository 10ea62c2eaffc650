"""A workspace folder as one problem with its rules: all of it read, checked and joined, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from shlex import quote
from typing import TYPE_CHECKING, TypeVar

from constraints.coverage import Coverage
from constraints.fair_share import FairShare
from rota.demand.backlog import backlog
from rota.demand.escalation import escalate
from rota.demand.staffing import staff
from rota.demand.target import DeferredTarget
from rota.errors import Fault, InputError
from rota.forecast.fill import fill
from rota.forecast.volume import scaled
from rota.load.absences import read_absences
from rota.load.backlog import read_backlog, waits_at
from rota.load.build import (
    agents_of,
    closed_hours,
    escalations_of,
    horizon_of,
    night_of,
    opening_of,
    queues_of,
    requests_of,
    shifts_between,
    target_of,
    with_holidays,
)
from rota.load.document import read_document, validate
from rota.load.doubts import doubts
from rota.load.forecast import read_forecast
from rota.load.headcount import read_headcount
from rota.load.history import Past, read_history
from rota.load.holiday_days import YEAR, home_holidays, team_holidays
from rota.load.incidents import page_faults, pages_of, read_incidents
from rota.load.input_files import input_files
from rota.load.ledger import read_ledger
from rota.load.published import read_published
from rota.load.publishing import notice_of
from rota.load.queue_checks import risk_faults
from rota.load.rule_checks import entry_faults, window_faults
from rota.load.rule_packs import rules_of
from rota.load.team import TeamPart
from rota.load.team_checks import team_faults
from rota.localtime import local_day
from rota.problem import Problem
from rota.store.database import NAME
from rota.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from rota.account import Account
    from rota.constraint import Constraint
    from rota.demand.opening import Span
    from rota.demand.target import Target
    from rota.demand.waiting import Waits
    from rota.forecast.volume import Volume
    from rota.load.backlog import Came
    from rota.load.document import Document
    from rota.paging.expectation import Incident
    from rota.problem import Absence, Wanted
    from rota.queue import Demand, Work
    from rota.shift import Shift

Read = TypeVar("Read")
TEAM, FORECAST, HISTORY, AVAILABILITY = "team.yaml", "forecast.csv", "history.csv", "availability"
HEADCOUNT, LEDGER, INCIDENTS = "headcount.csv", "ledger.csv", "incidents.csv"
BACKLOG = "backlog.csv"


@dataclass(frozen=True)
class Workspace:
    """What a folder says: the problem, the rules, the load, and the SHA-256 of each file read.

    `volumes` is the forecast, `load` the same with what queues hand over to each other; `targets` and
    `opening` are by queue, and so is what `waits` from before the horizon; `doubts` are no faults, and
    worth a look.
    """

    folder: Path
    team: TeamPart
    problem: Problem
    rules: tuple[Constraint, ...]
    volumes: tuple[Volume, ...]
    inputs: tuple[tuple[str, str], ...]
    load: tuple[Volume, ...]
    targets: Mapping[str, Target]
    opening: Mapping[str, tuple[Span, ...]]
    waits: Waits
    doubts: tuple[Fault, ...] = ()

    def told(self, at: datetime) -> Workspace:
        """The same where changes to what is published are told at an instant, and may be short notice."""
        telling = replace(self.problem.telling, at=at)
        return replace(self, problem=replace(self.problem, telling=telling))


def load_team(folder: Path) -> TeamPart:
    """Read team.yaml alone, its names unchecked; raises InputError with its faults."""
    return validate(_team_document(folder, _read_files(folder)), TeamPart)


def load_workspace(folder: Path) -> Workspace:
    """Read a workspace; raises InputError with every fault of every file at once."""
    files = _read_files(folder)
    document = _team_document(folder, files)
    team = validate(document, TeamPart)
    start, end = horizon_of(team.horizon.start, team.horizon.weeks, team.zone)
    gather = _Gather()
    no_volumes: tuple[Volume, ...] = ()
    no_absences: tuple[Absence, ...] = ()
    no_accounts: tuple[Account, ...] = ()
    volumes = gather(lambda: _volumes(folder, files, team, start, end), no_volumes)
    absences = gather(lambda: _absences(folder, files, team, start, end), no_absences)
    past = gather(lambda: _history(folder, files, team, start), Past())
    accounts = gather(lambda: _ledger(folder, files, team), no_accounts)
    no_incidents: tuple[Incident, ...] = ()
    incidents = gather(lambda: _incidents(folder, files, team), no_incidents)
    no_backlog: tuple[Came, ...] = ()
    came = gather(lambda: _backlog(folder, files, team, start), no_backlog)
    gather.faults += page_faults(document, team, there=INCIDENTS in files)
    if faults := team_faults(document, team):
        raise InputError([*faults, *gather.faults])
    days = (local_day(start, team.zone) - YEAR, local_day(end, team.zone) + timedelta(days=2))
    holidays = team_holidays(team, *days)
    shifts = with_holidays(shifts_between(team, start, end), holidays)
    no_wishes: tuple[Wanted, ...] = ()
    wanted = gather(lambda: _headcount(folder, files, team, shifts), no_wishes)
    if gather.faults:
        raise InputError(gather.faults)
    targets = {part.id: target_of(part) for part in team.queues}
    opening = opening_of(team, start, end)
    waits = waits_at(start, team, came, targets)
    load = offered(volumes, team, waits, start)
    if faults := list(risk_faults(document, load, targets)):
        raise InputError(faults)
    demand, work = _asked(load, rules_of(team), targets, opening, waits, (start, end))
    past_shifts = with_holidays(past.shifts, holidays)
    pages, spread = pages_of(incidents, team, (*past_shifts, *shifts))
    problem = Problem(
        team=team.team,
        zone=team.zone,
        start=start,
        end=end,
        agents=agents_of(team),
        shifts=shifts,
        queues=queues_of(team),
        demand=demand,
        absences=tuple(sorted((*absences, *closed_hours(team, start, end + timedelta(days=1))))),
        requests=requests_of(team),
        past_shifts=past_shifts,
        past=past.cells,
        night=night_of(team),
        holidays=holidays,
        home_holidays=home_holidays(team, *days),
        accounts=accounts,
        wanted=wanted,
        pages=pages,
        pages_spread=spread,
        work=work,
        telling=Telling(notice=notice_of(team)),
    )
    problem, remembered = _with_published(folder, files, problem, rules_of(team))
    if senseless := [*entry_faults(document, team, problem), *window_faults(document, team, problem)]:
        raise InputError(senseless)
    inputs = tuple(sorted((name, sha256(content).hexdigest()) for name, content in files.items()))
    inputs = tuple(sorted((*inputs, *remembered)))
    found = tuple(doubts(document, team))
    read = (volumes, inputs, load, targets, opening, waits, found)
    return Workspace(folder, team, problem, rules_of(team), *read)


def load_times(
    workspace: Workspace, factors: Mapping[str, float]
) -> tuple[tuple[Demand, ...], tuple[Work, ...]]:
    """A workspace's demand, and work that may wait, were the contacts of these queues so many times as many.

    Raises InputError where the load cannot be staffed.
    """
    volumes = [scaled(volume, factors.get(volume.queue, 1.0)) for volume in workspace.volumes]
    problem, waits = workspace.problem, workspace.waits
    load = offered(volumes, workspace.team, waits, problem.start)
    horizon = (problem.start, problem.end)
    return _asked(load, workspace.rules, workspace.targets, workspace.opening, waits, horizon)


def _asked(
    load: Sequence[Volume],
    rules: Iterable[Constraint],
    targets: Mapping[str, Target],
    opening: Mapping[str, Sequence[Span]],
    waits: Waits,
    horizon: Span,
) -> tuple[tuple[Demand, ...], tuple[Work, ...]]:
    """The agents that a load asks for at fixed times, and the work that a rule leaves to whoever is spare."""
    start, end = horizon
    waiting = _waiting(rules, targets)
    demand = staff([volume for volume in load if volume.queue not in waiting], targets, opening, waits)
    later = [volume for volume in load if volume.queue in waiting]
    work = backlog(later, targets, opening, start=start, end=end, waits=waits)
    return _within(demand, start, end), work


def offered(volumes: Sequence[Volume], team: TeamPart, waits: Waits, start: datetime) -> tuple[Volume, ...]:
    """A forecast with what queues hand over; what came before the start is in the backlog, if one is told."""
    load = escalate(volumes, escalations_of(team))
    return tuple(volume for volume in load if volume.queue not in waits or volume.start >= start)


def absences_between(folder: Path, team: TeamPart, start: datetime, end: datetime) -> tuple[Absence, ...]:
    """What availability/ says of [start, end); raises InputError with the faults of its files."""
    return _absences(folder, _read_files(folder), team, start, end)


def _team_document(folder: Path, files: Mapping[str, bytes]) -> Document:
    if TEAM not in files:
        help_text = f"make a workspace with `rota init {quote(str(folder))}`"
        raise InputError([Fault(str(folder / TEAM), 0, 0, f"there is no {TEAM} in {folder}", help_text)])
    return read_document(str(folder / TEAM), files[TEAM])


def _read_files(folder: Path) -> dict[str, bytes]:
    names = (TEAM, FORECAST, HEADCOUNT, HISTORY, INCIDENTS, LEDGER, BACKLOG)
    return input_files(folder, names, within=AVAILABILITY)


def _volumes(
    folder: Path, files: Mapping[str, bytes], team: TeamPart, start: datetime, end: datetime
) -> tuple[Volume, ...]:
    queues = [part.id for part in team.queues]
    given: tuple[Volume, ...] = ()
    if FORECAST in files:
        given = read_forecast(str(folder / FORECAST), files[FORECAST], zone=team.zone, queues=queues)
    given = tuple(volume for volume in given if volume.start < end)
    return fill(given, queues=queues, start=start, end=end)


def _backlog(folder: Path, files: Mapping[str, bytes], team: TeamPart, start: datetime) -> tuple[Came, ...]:
    if BACKLOG not in files:
        return ()
    channels = {part.id: part.channel for part in team.queues}
    return read_backlog(str(folder / BACKLOG), files[BACKLOG], zone=team.zone, channels=channels, start=start)


def _waiting(rules: Iterable[Constraint], targets: Mapping[str, Target]) -> frozenset[str]:
    """The mail and ticket queues that a rule leaves to whoever is spare."""
    return frozenset(
        queue
        for rule in rules
        if isinstance(rule, Coverage) and rule.deferred
        for queue in rule.queues or targets
        if isinstance(targets[queue], DeferredTarget)
    )


def _within(demand: Iterable[Demand], start: datetime, end: datetime) -> tuple[Demand, ...]:
    """The part of the demand in [start, end), by start and queue."""
    inside = (
        replace(entry, start=max(entry.start, start), end=min(entry.end, end))
        for entry in demand
        if entry.start < end and entry.end > start
    )
    return tuple(sorted(inside, key=lambda entry: (entry.start, entry.queue)))


def _absences(
    folder: Path, files: Mapping[str, bytes], team: TeamPart, start: datetime, end: datetime
) -> tuple[Absence, ...]:
    return read_absences(
        [(str(folder / name), content) for name, content in files.items() if name.startswith(AVAILABILITY)],
        agents={part.id: part.zone or team.zone for part in team.agents},
        # A day more at both ends: where home is far, the horizon begins and ends within a local day.
        start=start - timedelta(days=1),
        end=end + timedelta(days=1),
    )


def _history(folder: Path, files: Mapping[str, bytes], team: TeamPart, start: datetime) -> Past:
    if HISTORY not in files:
        return Past()
    return read_history(str(folder / HISTORY), files[HISTORY], team=team, start=start)


def _with_published(
    folder: Path, files: Mapping[str, bytes], problem: Problem, rules: tuple[Constraint, ...]
) -> tuple[Problem, tuple[tuple[str, str], ...]]:
    """The problem with what was published, where no file says it, and the input that this is."""
    published = read_published(folder, problem, rules)
    problem = replace(problem, reference=published.reference, telling=published.telling)
    if HISTORY not in files:
        problem = replace(problem, past_shifts=published.past_shifts, past=published.past)
    told = {account.burden for account in problem.accounts}
    accounts = (account for account in published.accounts if account.burden not in told)
    problem = replace(problem, accounts=tuple(sorted((*problem.accounts, *accounts))))
    return problem, ((NAME, published.digest),) if published.digest else ()


def _headcount(
    folder: Path, files: Mapping[str, bytes], team: TeamPart, shifts: tuple[Shift, ...]
) -> tuple[Wanted, ...]:
    if HEADCOUNT not in files:
        return ()
    templates = {part.id: part for part in team.shifts}
    return read_headcount(str(folder / HEADCOUNT), files[HEADCOUNT], templates=templates, shifts=shifts)


def _incidents(folder: Path, files: Mapping[str, bytes], team: TeamPart) -> tuple[Incident, ...]:
    if INCIDENTS not in files:
        return ()
    queues = {part.id for part in team.queues}
    return read_incidents(str(folder / INCIDENTS), files[INCIDENTS], zone=team.zone, queues=queues)


def _ledger(folder: Path, files: Mapping[str, bytes], team: TeamPart) -> tuple[Account, ...]:
    if LEDGER not in files:
        return ()
    burdens = {rule.account or rule.burden for rule in rules_of(team) if isinstance(rule, FairShare)}
    agents = {part.id for part in team.agents}
    return read_ledger(str(folder / LEDGER), files[LEDGER], agents=agents, burdens=burdens)


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
