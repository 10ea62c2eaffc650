"""Changes that a lead only thinks of, as they are written: each turns a setting into another.

leaver=ana                       ana has left before the horizon
hire=2 like ana                  two more like ana, without leave or wishes
absent ana 2026-12-03..05        ana is on leave
contract ana=half                ana has another contract of team.yaml
skill ana french=2               ana has learnt French
load=+20%   load phone-en=-10%   more contacts, fewer of one queue
rule min_rest hours=10           a field of a rule has another value
rule max_weekends off            a rule does not hold
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from rota.errors import Fault, InputError
from rota.explain.change import Hired
from rota.load.build import agents_of
from rota.load.source import did_you_mean
from rota.load.workspace import load_times
from rota.problem import Absence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from rota.agent import Agent, Contract
    from rota.constraint import Constraint
    from rota.explain.change import Setting
    from rota.load.workspace import Workspace
    from rota.problem import Problem

FORMS = (
    "write `leaver=ana`, `hire=2 like ana`, `absent ana 2026-12-03..05`, `contract ana=half`, "
    "`skill ana french=2`, `load=+20%`, `rule min_rest hours=10` or `rule min_rest off`"
)
WORD = r"([^\s=]+)"
SHARE = r"([+-]\d+(?:\.\d+)?) ?%"
MOST_HIRED = 50


@dataclass(frozen=True)
class Supposing:
    """A workspace, and how days are read: `2026-12-03..05` at an agent's home to two instants."""

    workspace: Workspace
    days: Callable[[Agent, str], tuple[datetime, datetime]]

    def applied(self, setting: Setting, texts: Iterable[str]) -> Setting:
        """The setting after all changes, one after another; raises InputError for one that is not known."""
        factors: dict[str, float] = {}
        for text in texts:
            setting = self._one(setting, text.strip(), factors)
        if factors:
            demand, work = load_times(self.workspace, factors)
            setting = setting._replace(problem=replace(setting.problem, demand=demand, work=work))
        return setting

    def _one(self, setting: Setting, text: str, factors: dict[str, float]) -> Setting:
        problem = setting.problem
        if found := re.fullmatch(rf"leaver={WORD}", text):
            return setting._replace(problem=_without(problem, _agent(problem, found[1]).id))
        if found := re.fullmatch(rf"hire=(\d+) like {WORD}", text):
            count = min(MOST_HIRED, int(found[1]))
            return Hired(count, _agent(problem, found[2])).apply(setting) if count else setting
        if found := re.fullmatch(rf"absent {WORD} (\S+)", text):
            agent = _agent(problem, found[1])
            leave = Absence(agent.id, *self.days(agent, found[2]))
            absences = tuple(sorted((*problem.absences, leave)))
            return setting._replace(problem=replace(problem, absences=absences))
        if found := re.fullmatch(rf"contract {WORD}={WORD}", text):
            agent, contract = _agent(problem, found[1]), self._contract(found[2])
            return setting._replace(problem=_changed(problem, replace(agent, contract=contract)))
        if found := re.fullmatch(rf"skill {WORD} {WORD}=(\d)", text):
            agent = _agent(problem, found[1])
            self._known(found[2], self.workspace.team.skills, "skill")
            skills = {**dict(agent.skills), found[2]: int(found[3])}
            able = tuple(sorted((skill, level) for skill, level in skills.items() if level))
            return setting._replace(problem=_changed(problem, replace(agent, skills=able)))
        if found := re.fullmatch(rf"load(?: {WORD})?={SHARE}", text):
            queues = [queue.id for queue in problem.queues]
            if found[1]:
                self._known(found[1], queues, "queue")
            for queue in [found[1]] if found[1] else queues:
                factors[queue] = factors.get(queue, 1.0) * max(0.0, 1 + float(found[2]) / 100)
            return setting
        if found := re.fullmatch(rf"rule {WORD} (?:off|{WORD}=(.+))", text):
            return setting._replace(rules=_ruled(setting, found[1], found[2], found[3]))
        raise _not_known(text)

    def _contract(self, name: str) -> Contract:
        team = self.workspace.team
        self._known(name, [part.id for part in team.contracts], "contract")
        as_given = team.agents[0].model_copy(update={"contract": name})
        (agent,) = agents_of(team.model_copy(update={"agents": (as_given,)}))
        return agent.contract

    def _known(self, name: str, known: Iterable[str], what: str) -> None:
        names = list(known)
        if name not in names:
            help_text = did_you_mean(name, names) or f"known are {', '.join(names) or 'none'}"
            raise _fault(f"there is no {what} `{name}`", help_text)


def _not_known(text: str) -> InputError:
    """What cannot be read as a change; of a load it is mostly the sign that lacks, or the percent."""
    if not re.fullmatch(r"load(?: \S+)?=[+-]?\d+(?:\.\d+)?%?", text):
        return _fault(f"`{text}` is no change that is known", FORMS)
    signed = re.sub(r"=(?=\d)", "=+", text.removesuffix("%"))
    return _fault(f"`{text}` is no share of the load", f"write it in percent, as in `{signed}%`")


def _ruled(setting: Setting, name: str, field: str | None, value: str | None) -> tuple[Constraint, ...]:
    names = [rule.name for rule in setting.rules]
    if name not in names:
        raise _fault(
            f"there is no rule `{name}`", did_you_mean(name, names) or f"known are {', '.join(names)}"
        )
    if field is None or value is None:
        return tuple(rule for rule in setting.rules if rule.name != name)
    return tuple(_with_field(rule, field, value) if rule.name == name else rule for rule in setting.rules)


def _with_field(rule: Constraint, field: str, value: str) -> Constraint:
    """The rule with one field as YAML gives it."""
    try:
        read: object = YAML(typ="safe", pure=True).load(value)
        return type(rule).model_validate({**rule.model_dump(by_alias=True), field: read})
    except (ValidationError, YAMLError) as error:
        said = error.errors()[0]["msg"] if isinstance(error, ValidationError) else "it is no YAML"
        known = ", ".join(sorted({*type(rule).model_fields} - {"kind", "id"}))
        message = f"rule `{rule.name}` cannot have `{field}={value}`: {said[:1].lower()}{said[1:]}"
        raise _fault(message, f"its fields are {known}") from None


def _agent(problem: Problem, name: str) -> Agent:
    if name in problem.agent_of:
        return problem.agent_of[name]
    help_text = did_you_mean(name, problem.agent_of) or f"known are {', '.join(problem.agent_of)}"
    raise _fault(f"there is no agent `{name}`", help_text)


def _changed(problem: Problem, agent: Agent) -> Problem:
    agents = tuple(agent if one.id == agent.id else one for one in problem.agents)
    return replace(problem, agents=agents)


def _without(problem: Problem, agent: str) -> Problem:
    """The problem as if this person had never been there."""
    return replace(
        problem,
        agents=tuple(one for one in problem.agents if one.id != agent),
        absences=tuple(one for one in problem.absences if one.agent != agent),
        requests=tuple(one for one in problem.requests if one.agent != agent),
        past=frozenset(cell for cell in problem.past if cell[0] != agent),
        reference=frozenset(cell for cell in problem.reference if cell[0] != agent),
        home_holidays=tuple(pair for pair in problem.home_holidays if pair[0] != agent),
        accounts=tuple(one for one in problem.accounts if one.agent != agent),
    )


def _fault(message: str, help_text: str) -> InputError:
    return InputError([Fault("", 0, 0, message, help_text)])
