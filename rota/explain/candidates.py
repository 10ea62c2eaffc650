"""What could be changed about a clash: from its rules, its people and its absences, nothing is tried yet.

A ladder is changes of one sort from the least to the most, each of which lets through what the one
before it does: the hours of a rest one by one, one more agent, two more agents. A rung is what is
changed together.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from rota.agent import Agent
from rota.constraint import Selection
from rota.entries import EntryRule
from rota.explain.change import ComesIn, Hired, Learns, Loosened, TakenBack, Wished
from rota.localtime import overlap_minutes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.constraint import Constraint
    from rota.explain.change import Change, Setting
    from rota.explain.clash import Reason
    from rota.problem import Problem
    from rota.shift import Shift

MOST_STEPS, MOST_HIRED, MOST_TAUGHT = 48, 6, 6

Rung = tuple["Change", ...]
Ladder = tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What somebody needs to count at a place."""

    skills: tuple[tuple[str, int], ...] = ()
    tier: int = 1
    tags: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()

    def joined(self, other: Profile) -> Profile:
        """What both ask for."""
        names = sorted({skill for skill, _ in (*self.skills, *other.skills)})
        mine, theirs = dict(self.skills), dict(other.skills)
        return Profile(
            tuple((name, max(mine.get(name, 0), theirs.get(name, 0))) for name in names),
            max(self.tier, other.tier),
            tuple(sorted({*self.tags, *other.tags})),
            self.contracts or other.contracts,
        )


def ladders(setting: Setting, reasons: Sequence[Reason]) -> list[Ladder]:
    """Everything that might settle a clash of these reasons, each ladder once."""
    found: dict[Ladder, None] = {}
    for reason in reasons:
        rule = setting.rule(reason.rule)
        found.update(dict.fromkeys(((change,),) for change in _of_cells(setting, rule, reason)))
    found.update(dict.fromkeys(_of_leave(setting, reasons)))
    for name in dict.fromkeys(reason.rule for reason in reasons):
        found.update(dict.fromkeys(_of_limits(setting.rule(name))))
    found.update(dict.fromkeys(_of_training(setting, reasons)))
    found.update(dict.fromkeys(_of_hiring(setting, reasons)))
    found.update(dict.fromkeys(_of_wishes(setting, reasons)))
    return list(found)


def _of_cells(setting: Setting, rule: Constraint, reason: Reason) -> Iterator[Change]:
    problem, place = setting.problem, reason.place
    if not (place.agent and place.shift):
        return
    shift = problem.shift_of[place.shift]
    if isinstance(rule, EntryRule):
        for entry in dict.fromkeys(rule.entries):
            if (entry.agent, entry.shift_id) == (place.agent, place.shift):
                yield TakenBack(rule.name, entry)
        return
    yield from _coming_in(problem, place.agent, shift)


def _of_leave(setting: Setting, reasons: Sequence[Reason]) -> Iterator[Ladder]:
    """For a shift that wants people, those who are away, the shortest away first, ever more of them."""
    problem = setting.problem
    away = {reason.place.agent for reason in reasons if reason.place.agent and reason.place.shift}
    for shift in dict.fromkeys(reason.place.shift for reason in reasons if not reason.place.agent):
        found = [
            change
            for agent in (problem.agents if shift else ())
            for change in _coming_in(problem, agent.id, problem.shift_of[shift])
        ]
        found.sort(key=lambda change: (change.agent not in away, change.amount))
        if len(found) > 1:
            yield tuple(tuple(found[: number + 1]) for number in range(1, len(found)))


def _coming_in(problem: Problem, agent: str, shift: Shift) -> Iterator[ComesIn]:
    spans = [
        (overlap_minutes(absence.start, absence.end, shift.start, shift.end), absence.leave)
        for absence in problem.absences_of.get(agent, ())
    ]
    leave = any(minutes and of_leave for minutes, of_leave in spans)
    if any(minutes for minutes, _ in spans):
        yield ComesIn(agent, shift, leave, min(shift.minutes, sum(minutes for minutes, _ in spans)))


def _of_limits(rule: Constraint) -> Iterator[Ladder]:
    for field, step in rule.loosens.items():
        before: float | None = getattr(rule, field)
        if before is None:
            continue
        steps = []
        for number in range(1, MOST_STEPS + 1):
            after = round(before + step * number, 4)
            if after <= 0:
                break  # Nothing is asked for any more: that is a rule left out.
            change = Loosened(rule.name, field, before, int(after) if after == int(after) else after, number)
            try:
                type(rule).model_validate({**rule.model_dump(), field: change.after})
            except ValidationError:
                break
            steps.append((change,))
        if steps:
            yield tuple(steps)


def _of_training(setting: Setting, reasons: Sequence[Reason]) -> Iterator[Ladder]:
    """Each agent alone, and then together; those who lack the least come first."""
    found: list[Learns] = []
    for reason in reasons:
        wanted = profile(setting, reason)
        for agent in setting.problem.agents:
            if wanted and reason.place.agent in ("", agent.id) and (learns := _lacking(agent, wanted)):
                found.append(learns)
    pupils = sorted(dict.fromkeys(found), key=lambda learns: learns.amount)[:MOST_TAUGHT]
    yield from (((pupil,),) for pupil in pupils)
    if len(pupils) > 1:
        yield tuple(tuple(pupils[: number + 1]) for number in range(1, len(pupils)))


def _lacking(agent: Agent, wanted: Profile) -> Learns | None:
    skills = tuple((skill, level) for skill, level in wanted.skills if agent.level(skill) < level)
    levels = sum(level - agent.level(skill) for skill, level in skills)
    tags = tuple(tag for tag in wanted.tags if tag not in agent.tags)
    tier = wanted.tier if agent.tier < wanted.tier else 0
    if not (skills or tags or tier) or (wanted.contracts and agent.contract.id not in wanted.contracts):
        return None
    return Learns(agent.id, skills, tier, tags, levels=levels)


def _of_hiring(setting: Setting, reasons: Sequence[Reason]) -> Iterator[Ladder]:
    """Agents with what every place of the clash asks for, of each contract."""
    wanted = Profile()
    for reason in reasons:
        if not reason.place.agent:
            wanted = wanted.joined(profile(setting, reason) or Profile())
    contracts = {agent.contract.id: agent.contract for agent in setting.problem.agents}
    for name, contract in sorted(contracts.items(), key=lambda item: -item[1].weekly_minutes):
        if wanted.contracts and name not in wanted.contracts:
            continue
        like = Agent("new", "new", setting.problem.zone, contract, wanted.tier, wanted.skills, wanted.tags)
        yield tuple((Hired(count, like),) for count in range(1, MOST_HIRED + 1))


def _of_wishes(setting: Setting, reasons: Sequence[Reason]) -> Iterator[Ladder]:
    """The rules that may have a weight; where some of them ask for people, only these."""
    asking = {reason.rule for reason in reasons if not reason.place.agent}
    for name in dict.fromkeys(reason.rule for reason in reasons):
        rule = setting.rule(name)
        with suppress(ValidationError):
            type(rule).model_validate({**rule.model_dump(), "weight": 1})
            if name in asking or not asking:
                yield ((Wished(name),),)


def profile(setting: Setting, reason: Reason) -> Profile | None:
    """What somebody needs to count for a reason; None where it asks for certain people."""
    rule, place = setting.rule(reason.rule), reason.place
    found = Profile()
    if place.shift:
        shift = setting.problem.shift_of[place.shift]
        found = found.joined(Profile(shift.skills, max(1, shift.tier)))
    if place.queue:
        queue = setting.problem.queue_of[place.queue]
        found = found.joined(Profile(queue.skills, max(1, queue.tier)))
    if place.agent:
        return found
    for name in type(rule).model_fields:
        selection = getattr(rule, name)
        if isinstance(selection, Selection):
            if selection.ids:
                return None
            found = found.joined(_selected(selection, found))
    return found


def _selected(selection: Selection, found: Profile) -> Profile:
    """The least that puts somebody into a selection: of what it offers, what is asked for anyway."""
    has = {skill for skill, _ in found.skills}
    skills = () if has & set(selection.skills) else selection.skills[:1]
    return replace(
        Profile(),
        skills=tuple((skill, 1) for skill in skills),
        tier=1 if not selection.tiers or found.tier in selection.tiers else min(selection.tiers),
        tags=selection.tags[:1],
        contracts=selection.contracts,
    )
