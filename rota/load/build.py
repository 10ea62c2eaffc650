"""The parts of team.yaml as values: local days and wall clocks become UTC instants here, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeVar

from rota.agent import Agent, Contract
from rota.demand.escalation import Escalation
from rota.demand.shrinkage import combined
from rota.demand.target import DeferredTarget, LiveTarget
from rota.localtime import local_day, midnight, resolve
from rota.night import Night
from rota.problem import Absence, Request
from rota.queue import Queue
from rota.shift import Shift
from rota.when import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rota.demand.shrinkage import Kinds
    from rota.demand.target import Target
    from rota.holiday import Holiday
    from rota.load.part import WindowPart
    from rota.load.queue_part import QueuePart
    from rota.load.team import ShiftPart, TeamPart

    Span = tuple[datetime, datetime]

Number = TypeVar("Number", int, float)
NO_TIER_ABOVE = 99


def agents_of(team: TeamPart) -> tuple[Agent, ...]:
    """The agents, by id."""
    contracts = {
        part.id: Contract(part.id, round(part.hours_per_week * 60), part.pay_class) for part in team.contracts
    }
    people = (
        Agent(
            id=part.id,
            name=part.name,
            zone=part.zone or team.zone,
            contract=contracts[part.contract],
            tier=part.tier,
            skills=_sorted(part.skills),
            tags=tuple(sorted(part.tags)),
            email=part.email,
        )
        for part in team.agents
    )
    return tuple(sorted(people, key=lambda agent: agent.id))


def queues_of(team: TeamPart) -> tuple[Queue, ...]:
    """The queues, by id."""
    queues = (
        Queue(
            id=part.id,
            channel=part.channel,
            skills=_sorted(part.skills),
            tier=part.tier,
            at_most_tier=NO_TIER_ABOVE if part.tiers_above else part.tier,
        )
        for part in team.queues
    )
    return tuple(sorted(queues, key=lambda queue: queue.id))


def target_of(part: QueuePart) -> Target:
    """What a queue promises: phone and chat at once, mail and tickets by a deadline."""
    lost = _lost(part)
    if part.channel in ("phone", "chat"):
        return LiveTarget(
            handle_seconds=part.handle_seconds,
            service_level=part.service_level,
            answer_seconds=part.answer_seconds,
            max_occupancy=part.max_occupancy,
            shrinkage=combined(share for _, share in lost),
            shrinkage_kinds=lost,
            staff_on=part.staff_on,
            dispersion=part.dispersion,
            minimum=part.minimum,
            concurrency_factor=part.concurrency_factor,
            patience_seconds=part.patience_seconds,
            max_abandoned=part.max_abandoned,
            definition=part.service_definition,
            handle_seconds_by_open=part.handle_seconds_by_open_chats,
        )
    return DeferredTarget(
        handle_seconds=part.handle_seconds,
        deadline_minutes=round(part.deadline_hours * 60),
        clock=part.deadline_clock,
        max_occupancy=part.max_occupancy,
        shrinkage=combined(share for _, share in lost),
        shrinkage_kinds=lost,
        staff_on=part.staff_on,
        dispersion=part.dispersion,
        minimum=part.minimum,
    )


def escalations_of(team: TeamPart) -> tuple[Escalation, ...]:
    """What is handed over from queue to queue."""
    return tuple(
        Escalation(part.id, part.escalates_to, part.escalation_share, part.escalation_lag_minutes)
        for part in team.queues
        if part.escalates_to and part.escalation_share
    )


def opening_of(team: TeamPart, start: datetime, end: datetime) -> dict[str, tuple[Span, ...]]:
    """By queue that has opening hours, its open spans in [start, end)."""
    return {part.id: tuple(_spans(part.open, start, end, team.zone)) for part in team.queues if part.open}


def closed_hours(team: TeamPart, start: datetime, end: datetime) -> Iterator[Absence]:
    """What lies outside the hours in which agents can work, as absences that are no leave."""
    for part in team.agents:
        if not part.available:
            continue
        reached = start
        for begins, ends in sorted(_spans(part.available, start, end, part.zone or team.zone)):
            if begins >= end:
                break
            if begins > reached:
                yield Absence(part.id, reached, begins, leave=False)
            reached = max(reached, ends)
        if reached < end:
            yield Absence(part.id, reached, end, leave=False)


def requests_of(team: TeamPart) -> tuple[Request, ...]:
    """The wishes of all agents, sorted."""
    return tuple(
        sorted(
            Request(
                part.id, wish.off or wish.on or date.min, "off" if wish.off else "on", wish.shift, wish.weight
            )
            for part in team.agents
            for wish in part.requests
        )
    )


def night_of(team: TeamPart) -> Night:
    """What counts as a night."""
    return Night(team.night.begins, team.night.ends, round(team.night.at_least_hours * 60))


def shifts_between(team: TeamPart, start: datetime, end: datetime) -> tuple[Shift, ...]:
    """Every shift of every template that starts in [start, end), by start and id.

    One whose start the clocks skip to beyond its end is not among them.
    """
    shifts = (
        shift_on(part, day, team.zone)
        for part in team.shifts
        for day in _days(start, end, part.zone or team.zone)
        if part.starts_on(day)
    )
    inside = (shift for shift in shifts if start <= shift.start < end and shift.start < shift.end)
    return tuple(sorted(inside, key=lambda shift: (shift.start, shift.id)))


def shift_on(part: ShiftPart, day: date, team_zone: str) -> Shift:
    """The shift of a template that starts on this local day."""
    zone = part.zone or team_zone
    begins, ends = _wall_clock_span(day, part.begins, part.ends, zone, days=part.length_days)
    return Shift(
        id=f"{part.id}@{day.isoformat()}",
        template=part.id,
        start=begins,
        end=ends,
        day=day,
        zone=zone,
        kind=part.kind,
        role=part.role,
        break_minutes=part.break_minutes,
        tier=part.tier,
        skills=_sorted(part.skills),
    )


def with_holidays(shifts: Sequence[Shift], holidays: Sequence[Holiday]) -> tuple[Shift, ...]:
    """The shifts, each told what its day is in the team's calendar."""
    kinds = {holiday.day: holiday.kind for holiday in holidays}
    return tuple(replace(shift, holiday=kinds.get(shift.day)) for shift in shifts)


def horizon_of(first: date, weeks: int, zone: str) -> Span:
    """From the local midnight that begins `first` to the one that ends the last day."""
    return midnight(first, zone), midnight(first + timedelta(weeks=weeks), zone)


def _lost(part: QueuePart) -> Kinds:
    if isinstance(part.shrinkage, dict):
        return _sorted(part.shrinkage)
    return (("shrinkage", part.shrinkage),) if part.shrinkage else ()


def _wall_clock_span(day: date, begins: time, ends: time, zone: str, *, days: int = 0) -> Span:
    """The end is `days` later, or without any the first time that the clock shows it after the start."""
    ends_on = day + timedelta(days=days or int(ends <= begins))
    return resolve(day, begins, zone), resolve(ends_on, ends, zone)


def _spans(windows: Sequence[WindowPart], start: datetime, end: datetime, zone: str) -> Iterator[Span]:
    for day in _days(start, end, zone):
        for window in windows:
            begins, ends = _wall_clock_span(day, window.begins, window.ends, zone)
            if WEEKDAYS[day.weekday()] in window.days and begins < ends:
                yield begins, ends


def _days(start: datetime, end: datetime, zone: str) -> list[date]:
    first = local_day(start, zone) - timedelta(days=1)
    return [first + timedelta(days=offset) for offset in range((local_day(end, zone) - first).days + 2)]


def _sorted(levels: Mapping[str, Number]) -> tuple[tuple[str, Number], ...]:
    return tuple(sorted(levels.items()))
