"""How the agents of one interval came about: line by line, in words, with formula and numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rota.demand.backlog import agent_minutes
from rota.demand.carried import handle_seconds_of, keeps, model_of, service_of
from rota.demand.certainty import certainties, most_contacts
from rota.demand.erlang import load_of
from rota.demand.escalation import handed_over
from rota.demand.opening import Opening
from rota.demand.risk import rate_of
from rota.demand.staffing import Staffed, staffed
from rota.demand.target import LiveTarget
from rota.localtime import clock_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from rota.demand.escalation import Escalation
    from rota.demand.opening import Span
    from rota.demand.service import Service
    from rota.demand.target import DeferredTarget, Target
    from rota.demand.waiting import Waiting
    from rota.forecast.volume import Volume
    from rota.queue import Work

FORMULAS = {
    "erlang c": "Erlang C: nobody hangs up",
    "erlang a": "Erlang A: who waits hangs up after {patience:,.0f} s in the mean",
    "chats": "birth-death chain of chats, {most} at once, {times} s each while {counts} are open",
}
DEFINITIONS = {
    "offered": "of all contacts",
    "served": "of the contacts served",
    "virtual": "of all contacts, if nobody hung up",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One step: what it is about, and what happens to the number there."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Load:
    """What the demand of all queues is made of; see `rota.demand.staffing.staff`.

    Queues of `work` have no demand: it is done by whoever is spare. Times are said in `zone`.
    """

    forecast: Sequence[Volume]
    volumes: Sequence[Volume]
    escalations: Sequence[Escalation]
    targets: Mapping[str, Target]
    opening: Mapping[str, Sequence[Span]]
    work: Sequence[Work] = ()
    zone: str = "UTC"
    waits: Mapping[str, Sequence[Waiting]] = field(default_factory=dict)

    def of(self, queue: str) -> list[Volume]:
        """The queue's volumes, escalations included, by start."""
        return sorted(volume for volume in self.volumes if volume.queue == queue)


def explain(load: Load, queue: str, instant: datetime) -> tuple[Line, ...]:
    """The steps from contacts to agents in the queue's interval that holds the instant.

    Empty where the queue has no interval there.
    """
    mine = load.of(queue)
    volume = next((one for one in mine if one.start <= instant < one.end), None)
    if volume is None:
        return ()
    target, opening = load.targets[queue], Opening(load.opening.get(queue))
    lines = [*_contacts(load, volume)]
    work = next((one for one in load.work if (one.queue, one.start) == (queue, volume.start)), None)
    if work and not isinstance(target, LiveTarget):
        rate = rate_of(volume, target) or 0.0
        lines += _risk(Staffed(volume, rate, rate * target.handle_seconds, 0, 0), target)
        return (*lines, *_waiting(work, rate, target, load.zone))
    waiting = load.waits.get(queue, ())
    entry = next((one for one in staffed(mine, target, opening, waiting) if one.volume == volume), None)
    if entry is None:
        rest = (
            "nobody is needed" if isinstance(target, LiveTarget) else "what arrives waits, nobody is needed"
        )
        return (*lines, Line("opening", f"the queue is closed: {rest}"))
    lines += _risk(entry, target)
    if isinstance(target, LiveTarget):
        lines += _live(entry, target)
    else:
        lines += _deferred(entry, target, sum(one.contacts for one in waiting))
    lines += _scheduled(entry, target)
    if isinstance(target, LiveTarget) and entry.rate:
        lines += _certainty(entry, target)
    return tuple(lines)


def _contacts(load: Load, volume: Volume) -> Iterator[Line]:
    own = next((one for one in load.forecast if (one.queue, one.start) == (volume.queue, volume.start)), None)
    yield Line(
        "contacts",
        f"{own.contacts if own else 0.0:,.2f} expected in {volume.seconds / 60:g} min, by the forecast",
    )
    for entry in load.escalations:
        if entry.to == volume.queue:
            added = handed_over(volume, load.of(entry.queue), entry)
            later = f", {entry.lag_minutes} min later" if entry.lag_minutes else ""
            yield Line("", f"+ {added:,.2f} handed over: {entry.share:.0%} of `{entry.queue}`{later}")
    if any(entry.to == volume.queue for entry in load.escalations):
        yield Line("", f"= {volume.contacts:,.2f}")


def _risk(entry: Staffed, target: Target) -> Iterator[Line]:
    if target.staff_on is None:
        yield Line("risk", "staffed on the mean; `staff_on` would ask for a quantile of the rate")
        return
    volume = entry.volume
    told = volume.at(target.staff_on) is not None
    spread = volume.spread or target.dispersion
    source = "the forecast's quantile" if told else f"gamma, standard deviation {spread:.0%} of the mean"
    yield Line(
        "risk",
        f"staffed on {entry.rate:,.2f}, at or below which the rate stays {target.staff_on:.0%} of the time "
        f"({source})",
    )


def _live(entry: Staffed, target: LiveTarget) -> Iterator[Line]:
    handle, seconds = handle_seconds_of(target), entry.volume.seconds
    load = load_of(entry.rate, handle_seconds=handle, seconds=seconds)
    effect = f" ({target.handle_seconds:g} s / {target.concurrency_factor:g})" * (
        target.concurrency_factor > 1
    )
    yield Line("load", f"{entry.rate:,.2f} x {handle:,.4g} s{effect} / {seconds:,.0f} s = {load:,.3f} erlang")
    if not load:
        yield Line("formula", "no load, so no agent is needed")
        return
    times = target.handle_seconds_by_open
    formula = FORMULAS[model_of(target)].format(
        patience=target.patience_seconds or 0,
        most=len(times),
        times="/".join(f"{one:g}" for one in times),
        counts="/".join(str(count + 1) for count in range(len(times))),
    )
    yield Line("formula", formula)
    abandoned = f", at most {target.max_abandoned:.0%} hang up" if target.max_abandoned < 1 else ""
    yield Line(
        "target",
        f"{target.service_level:.0%} {DEFINITIONS[target.definition]} answered within "
        f"{target.answer_seconds:g} s, agents busy at most {target.max_occupancy:.0%}{abandoned}",
    )
    for agents in (entry.at_work - 1, entry.at_work):
        if agents > 0:
            yield Line("", _service_text(agents, service_of(load, agents, target), target))


def _certainty(entry: Staffed, target: LiveTarget) -> Iterator[Line]:
    """How sure it is that these agents keep to the target."""
    most = most_contacts(entry.agents, target, seconds=entry.volume.seconds)
    spread = entry.volume.spread or target.dispersion
    chance = f"spread {spread:.0%}, and chance" if spread else "chance alone: the forecast tells no spread"
    yield Line(
        "enough",
        f"for up to {most:,.1f} contacts; no more come in {certainties([entry], target)[0]:.1%} of such "
        f"intervals ({chance})",
    )


def _service_text(agents: int, service: Service, target: LiveTarget) -> str:
    who = f"{agents} {'agent' if agents == 1 else 'agents'}"
    if service.mean_wait_seconds == float("inf"):
        return f"{who}: more arrives than they can serve: not enough"
    enough = "" if keeps(service, target) else ": not enough"
    abandoned = f", {service.abandoned:.1%} hang up" if target.patience_seconds is not None else ""
    return (
        f"{who}: {service.level(target.definition):.1%} in time, "
        f"mean wait {service.mean_wait_seconds:.1f} s, busy {service.occupancy:.1%}{abandoned}{enough}"
    )


def _deferred(entry: Staffed, target: DeferredTarget, waiting: float) -> Iterator[Line]:
    hours, arrives = target.deadline_minutes / 60, entry.rate * target.handle_seconds
    open_hours = " open" if target.clock == "open" else ""
    yield Line("arrives", f"{entry.rate:,.2f} x {target.handle_seconds:g} s = {arrives:,.0f} s of work")
    if waiting:
        yield Line("", f"{waiting:,.4g} contacts wait from before as the horizon begins")
    yield Line(
        "spread",
        f"work may wait {hours:g}{open_hours} h; spread as evenly as that allows, "
        f"{entry.work_seconds:,.0f} s of work are done in this interval",
    )
    yield Line(
        "agents",
        f"{entry.work_seconds:,.0f} s / ({entry.volume.seconds:,.0f} s x {target.max_occupancy:.0%} busy) = "
        f"{entry.work_seconds / entry.volume.seconds / target.max_occupancy:.3f}, rounded up {entry.at_work}",
    )


def _waiting(work: Work, rate: float, target: DeferredTarget, zone: str) -> Iterator[Line]:
    shares = f"{rate:,.2f} x {target.handle_seconds:g} s / {target.max_occupancy:.0%} busy"
    present = f" / {1 - target.shrinkage:.2f} present" * (target.shrinkage > 0)
    minutes = agent_minutes(rate, target)
    yield Line("arrives", f"{shares}{present} = {minutes:,.1f} agent-minutes")
    hours = target.deadline_minutes / 60
    within = f"{hours:g}{' open' * (target.clock == 'open')} h"
    by = f"by {clock_text(work.due, zone)}" if work.due else "after the end of the horizon"
    yield Line("due", f"within {within}: {by}")
    yield Line("demand", "nobody at a fixed time: done by whoever is spare")


def _scheduled(entry: Staffed, target: Target) -> Iterator[Line]:
    if target.shrinkage:
        kinds = ", ".join(f"{name} {share:.1%}" for name, share in target.shrinkage_kinds)
        present = " x ".join(f"(1 - {share:g})" for _, share in target.shrinkage_kinds)
        value = entry.at_work / (1 - target.shrinkage)
        yield Line("shrinkage", f"{entry.at_work} / ({present}) = {value:.2f}, rounded up ({kinds})")
    if target.minimum:
        yield Line("minimum", f"{target.minimum} in every open interval")
    yield Line("demand", f"{entry.agents} {'agent' if entry.agents == 1 else 'agents'}")
