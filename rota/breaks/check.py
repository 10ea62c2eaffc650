"""Placed pauses held against their rules, by a walk in time: knows nothing of how they were placed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from rota.localtime import clock_text, minutes_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.breaks.rules import BreakRules, Pause
    from rota.duty import Duty
    from rota.problem import Problem

WEEK = timedelta(days=7)


def faults_of(problem: Problem, duty: Duty, rules: BreakRules, pauses: Sequence[Pause]) -> tuple[str, ...]:
    """One sentence for each rule that the pauses break; none where all is kept."""
    return (
        *_of_breaks(problem, duty, rules, pauses),
        *_of_activities(problem, duty, rules, pauses),
        *_of_places(problem, duty, pauses),
        *_of_crowds(problem, rules, pauses),
    )


def _of_breaks(problem: Problem, duty: Duty, rules: BreakRules, pauses: Sequence[Pause]) -> Iterator[str]:
    """Each shift has each of its pauses once, in its window and of its length."""
    for agent in problem.agents:
        for shift in duty.coming(agent):
            for rule in rules.rules:
                mine = [
                    pause
                    for pause in pauses
                    if (pause.agent, pause.shift, pause.about) == (agent.id, shift.id, rule.id)
                ]
                where = f"{agent.name}, {shift.id}"
                if len(mine) != rule.concerns(shift):
                    yield f"{where}: {len(mine)} times `{rule.id}`, {int(rule.concerns(shift))} asked for"
                for pause in mine:
                    after = minutes_between(shift.start, pause.start)
                    if not rule.from_minutes <= after <= rule.to_minutes:
                        window = f"{rule.from_minutes} to {rule.to_minutes} are allowed"
                        yield f"{where}: `{rule.id}` begins after {after} min, {window}"
                    if minutes_between(pause.start, pause.end) != rule.minutes or pause.paid != rule.paid:
                        yield f"{where}: `{rule.id}` is not of {rule.minutes} min, or paid otherwise"


def _of_activities(problem: Problem, duty: Duty, rules: BreakRules, pauses: Sequence[Pause]) -> Iterator[str]:
    """Each agent of an activity has it once in each week with a shift that is long enough."""
    for activity in rules.activities:
        for name in activity.agents:
            begin = problem.start
            while begin < problem.end:
                mine = [
                    pause
                    for pause in pauses
                    if (pause.agent, pause.about) == (name, activity.id)
                    and begin <= problem.shift_of[pause.shift].start < begin + WEEK
                ]
                room = any(
                    begin <= shift.start < begin + WEEK and shift.minutes >= activity.minutes
                    for shift in duty.coming(problem.agent_of[name])
                    if shift.kind == "work"
                )
                if len(mine) != room:
                    when = clock_text(begin, problem.zone)
                    asked = f"{int(room)} asked for"
                    yield f"{name}: {len(mine)} times `{activity.id}` in the week of {when}, {asked}"
                if any(minutes_between(pause.start, pause.end) != activity.minutes for pause in mine):
                    yield f"{name}: `{activity.id}` is not of {activity.minutes} min"
                begin += WEEK


def _of_places(problem: Problem, duty: Duty, pauses: Sequence[Pause]) -> Iterator[str]:
    """Pauses lie within shifts that their agent works, one after the other."""
    reached: dict[str, Pause] = {}
    for pause in sorted(pauses):
        shift = problem.shift_of[pause.shift]
        when = clock_text(pause.start, problem.zone)
        if (
            pause.agent,
            pause.shift,
        ) not in duty.cells or not shift.start <= pause.start < pause.end <= shift.end:
            yield f"{pause.agent}: `{pause.about}` at {when} is in no shift of theirs"
        before = reached.get(pause.agent)
        if before and pause.start < before.end:
            yield f"{pause.agent}: `{pause.about}` at {when} begins before `{before.about}` ends"
        if before is None or pause.end > before.end:
            reached[pause.agent] = pause


def _of_crowds(problem: Problem, rules: BreakRules, pauses: Sequence[Pause]) -> Iterator[str]:
    """Whenever somebody goes, those who are away then are not too many, nor kept apart."""
    for pause in pauses:
        when = clock_text(pause.start, problem.zone)
        away = {other.agent for other in pauses if other.start <= pause.start < other.end}
        if rules.most_at_once is not None and len(away) > rules.most_at_once:
            yield f"{len(away)} agents pause at {when}, {rules.most_at_once} may"
        for group in rules.apart:
            if pause.agent in group and len(away & set(group)) > 1:
                both = ", ".join(sorted(away & set(group)))
                yield f"{both} pause at {when}, one of them may"
