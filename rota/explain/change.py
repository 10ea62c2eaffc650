"""Things that a lead can change: each is a value with its words, and turns one setting into another.

The order of `EFFORT` is the order in which ways out are told: what one talk settles comes before what
changes a rule for everybody, that before training, and that before more people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from rota.entries import EntryRule
from rota.localtime import clock_text, hours_text, overlap_minutes

if TYPE_CHECKING:
    from rota.agent import Agent
    from rota.constraint import Constraint
    from rota.entries import Entry
    from rota.problem import Absence, Problem
    from rota.shift import Shift

Kind = Literal["entry", "leave", "limit", "training", "hiring", "wish"]
EFFORT: tuple[Kind, ...] = ("entry", "leave", "limit", "training", "hiring", "wish")


class Setting(NamedTuple):
    """A problem and its rules: what a change changes."""

    problem: Problem
    rules: tuple[Constraint, ...]

    @property
    def hard(self) -> tuple[Constraint, ...]:
        """The rules that a roster can break the law by."""
        return tuple(rule for rule in self.rules if rule.binding)

    def rule(self, name: str) -> Constraint:
        """The rule of this name."""
        return next(rule for rule in self.rules if rule.name == name)


class Change(Protocol):
    """One thing changed. `amount` compares changes of one kind: the more, the dearer."""

    @property
    def kind(self) -> Kind: ...  # noqa: D102
    @property
    def amount(self) -> float: ...  # noqa: D102  a protocol's
    def text(self, setting: Setting) -> str: ...  # noqa: D102
    def apply(self, setting: Setting) -> Setting: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class ComesIn:
    """An agent is there for a shift in spite of absences, which are cut open for it."""

    agent: str
    shift: Shift
    leave: bool
    minutes: int
    kind: Kind = "leave"

    @property
    def amount(self) -> float:
        """Minutes of absence given up; leave counts before hours that are never worked."""
        return self.minutes + (0 if self.leave else 100_000)

    def text(self, setting: Setting) -> str:
        """What the agent gives up."""
        agent = setting.problem.agent_of[self.agent]
        when = clock_text(self.shift.start, agent.zone)
        what = "of leave are given up" if self.leave else "are outside the hours that were given"
        return f"{agent.name} comes in for {self.shift.template} of {when}: {hours_text(self.minutes)} {what}"

    def apply(self, setting: Setting) -> Setting:
        """Cut the shift out of every absence of the agent."""
        pieces = [piece for absence in setting.problem.absences for piece in self._left(absence)]
        return setting._replace(problem=replace(setting.problem, absences=tuple(sorted(pieces))))

    def _left(self, absence: Absence) -> list[Absence]:
        start, end = self.shift.start, self.shift.end
        if absence.agent != self.agent or not overlap_minutes(absence.start, absence.end, start, end):
            return [absence]
        before = replace(absence, end=min(absence.end, start))
        after = replace(absence, start=max(absence.start, end))
        return [piece for piece in (before, after) if piece.start < piece.end]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An entry that was settled, or ruled out, is so no longer."""

    rule: str
    entry: Entry
    kind: Kind = "entry"
    amount: float = 1

    def text(self, setting: Setting) -> str:
        """The entry."""
        agent = setting.problem.agent_of[self.entry.agent]
        shift = setting.problem.shift_of[self.entry.shift_id]
        when = clock_text(shift.start, shift.zone)
        return f"`{self.rule}` leaves out the entry of {agent.name} on {shift.template} of {when}"

    def apply(self, setting: Setting) -> Setting:
        """Take the entry off the rule, and the rule away with its last entry."""
        rules: list[Constraint] = []
        for rule in setting.rules:
            if rule.name == self.rule and isinstance(rule, EntryRule):
                left = tuple(entry for entry in rule.entries if entry != self.entry)
                rules += [rule.model_copy(update={"entries": left})] if left else []
            else:
                rules.append(rule)
        return setting._replace(rules=tuple(rules))


@dataclass(frozen=True, slots=True)
class Loosened:
    """A limit of a rule is moved from one value to another, `steps` steps of its scale."""

    rule: str
    field: str
    before: float
    after: float
    steps: int
    kind: Kind = "limit"

    @property
    def amount(self) -> float:
        """How far it is moved, as a share of what it was."""
        return abs(self.after - self.before) / max(1.0, abs(self.before))

    def text(self, setting: Setting) -> str:
        """The rule, the field, both values."""
        return f"`{self.rule}` has `{self.field}: {self.after:g}` instead of {self.before:g}"

    def apply(self, setting: Setting) -> Setting:
        """Replace the rule; raises pydantic's ValidationError where it cannot have the value."""
        rules = [self._moved(rule) if rule.name == self.rule else rule for rule in setting.rules]
        return setting._replace(rules=tuple(rules))

    def _moved(self, rule: Constraint) -> Constraint:
        return type(rule).model_validate({**rule.model_dump(), self.field: self.after})


@dataclass(frozen=True, slots=True)
class Learns:
    """An agent gains levels in skills, a higher tier, or a tag that rules select by."""

    agent: str
    skills: tuple[tuple[str, int], ...] = ()
    tier: int = 0
    tags: tuple[str, ...] = ()
    kind: Kind = "training"
    levels: int = 0

    @property
    def amount(self) -> float:
        """Levels to gain; a tier counts like three, a tag like one."""
        return self.levels + 3 * bool(self.tier) + len(self.tags)

    def text(self, setting: Setting) -> str:
        """What is learnt, and from what level on."""
        agent = setting.problem.agent_of[self.agent]
        parts = [
            f"learns `{skill}` to level {level} (has {agent.level(skill) or 'none'})"
            for skill, level in self.skills
        ]
        parts += [f"moves up to tier {self.tier} (is in {agent.tier})"] if self.tier else []
        parts += [f"becomes `{tag}`" for tag in self.tags]
        return f"{agent.name} {' and '.join(parts)}"

    def apply(self, setting: Setting) -> Setting:
        """Replace the agent."""
        agents = tuple(
            self.taught(agent) if agent.id == self.agent else agent for agent in setting.problem.agents
        )
        return setting._replace(problem=replace(setting.problem, agents=agents))

    def taught(self, agent: Agent) -> Agent:
        """The agent after it."""
        skills = {**dict(agent.skills), **dict(self.skills)}
        tags = tuple(sorted({*agent.tags, *self.tags}))
        tier = max(agent.tier, self.tier)
        return replace(agent, skills=tuple(sorted(skills.items())), tier=tier, tags=tags)


@dataclass(frozen=True, slots=True)
class Hired:
    """So many more agents, each as `like` but for the id and the name, without absences."""

    count: int
    like: Agent
    kind: Kind = "hiring"

    @property
    def amount(self) -> float:
        """Paid minutes a week."""
        return self.count * self.like.contract.weekly_minutes

    def text(self, setting: Setting) -> str:
        """How many, of which contract, with which skills."""
        like = self.like
        more = "1 more agent" if self.count == 1 else f"{self.count} more agents"
        hours = hours_text(like.contract.weekly_minutes)
        able = [f"`{skill}` {level}" for skill, level in like.skills]
        able += [f"tier {like.tier}"] if like.tier > 1 else []
        able += [f"tag `{tag}`" for tag in like.tags]
        said = f", with {', '.join(able)}" if able else ""
        return f"{more} of contract `{like.contract.id}` ({hours} a week){said}"

    def apply(self, setting: Setting) -> Setting:
        """Add the agents."""
        agents = sorted((*setting.problem.agents, *self.agents()), key=lambda agent: agent.id)
        return setting._replace(problem=replace(setting.problem, agents=tuple(agents)))

    def agents(self) -> list[Agent]:
        """The people to come, named `new 1` and so on."""
        return [
            replace(self.like, id=f"new-{number}", name=f"new {number}", email="")
            for number in range(1, self.count + 1)
        ]


@dataclass(frozen=True, slots=True)
class Wished:
    """A rule is no must any more."""

    rule: str
    kind: Kind = "wish"
    amount: float = 1

    def text(self, setting: Setting) -> str:
        """The rule."""
        return f"`{self.rule}` becomes a wish: give it a `weight`, or leave it out"

    def apply(self, setting: Setting) -> Setting:
        """Leave the rule out: whatever a wish costs, some roster pays it."""
        return setting._replace(rules=tuple(rule for rule in setting.rules if rule.name != self.rule))


def effort(changes: tuple[Change, ...]) -> tuple[int, int, float]:
    """Sorts ways out: by the hardest kind of change in them, by their number, by their amounts."""
    kinds = max((EFFORT.index(change.kind) for change in changes), default=0)
    return kinds, len(changes), sum(change.amount for change in changes)
