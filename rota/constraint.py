"""What a rule is: a config that people write, an encoding, a check, a sentence."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from rota.agent import Agent
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem

FEW = 6
"""How many names a sentence holds."""
Weight = Annotated[int, Field(ge=1, le=1_000_000)]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Whom, which shift, which queue and which half-open span of UTC instants a finding is about."""

    agent: str = ""
    shift: str = ""
    queue: str = ""
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule broken at a place, by `shortfall` units of `unit`; `cost` is None where the rule is hard.

    `message` names the thing, the value and the limit, in one sentence.
    """

    rule: str
    place: Place
    shortfall: int
    unit: str
    cost: int | None
    message: str


class Selection(BaseModel):
    """Whom a rule is about: agents that fit every field given; an empty selection is everybody."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ids: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    tiers: tuple[int, ...] = ()
    contracts: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()

    def takes(self, agent: Agent) -> bool:
        """Whether the agent fits: any of the ids, any tag, any tier, any contract, any skill."""
        return (
            (not self.ids or agent.id in self.ids)
            and (not self.tags or not set(self.tags).isdisjoint(agent.tags))
            and (not self.tiers or agent.tier in self.tiers)
            and (not self.contracts or agent.contract.id in self.contracts)
            and (not self.skills or any(agent.level(skill) for skill in self.skills))
        )

    def text(self) -> str:
        """The selection in words, as the subject of a sentence."""
        parts = [
            *self.ids,
            *(f"tag {tag}" for tag in self.tags),
            *(f"tier {tier}" for tier in self.tiers),
            *(f"contract {contract}" for contract in self.contracts),
            *(f"skill {skill}" for skill in self.skills),
        ]
        return (
            f"agents with {', '.join(parts)}" if parts and not self.ids else ", ".join(parts) or "everybody"
        )


class Constraint(BaseModel, ABC):
    """One rule. Hard without a `weight`; with one, each unit beyond the limit costs that much.

    A subclass sets `kind` to its file's name, `unit` to what its shortfall counts, and `example` to an
    entry of `rules` as YAML. `loosens` has the fields that hold a limit, with a step that makes the rule
    ask for less.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    unit: ClassVar[str]
    example: ClassVar[str] = ""
    loosens: ClassVar[dict[str, float]] = {}
    stage: ClassVar[int] = 2
    """When a rule is stated: 0 what narrows single cells, 1 what excludes shifts from each other, 2 the
    rest. It changes how well the solver fares, never what is lawful."""

    kind: str
    id: str = ""
    who: Selection = Selection()
    weight: Weight | None = None

    @property
    def name(self) -> str:
        """The id given, or the kind: what messages call the rule."""
        return self.id or self.kind

    @abstractmethod
    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """State the rule to the solver."""

    @abstractmethod
    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Walk a finished roster and yield where the rule is broken, by how much, at which cost."""

    @abstractmethod
    def explain(self) -> str:
        """The rule in one sentence, with its numbers."""

    def because(self, problem: Problem, place: Place) -> str:
        """Why the rule stands in the way at a place, as a fact; nothing where a finding says it better.

        `place` is one that the rule's encoding gave to a row.
        """
        return ""

    def counting_text(self, problem: Problem, counting: Sequence[Agent]) -> str:
        """Who counts, to end a sentence with, where it is few of all: `, only Ana and Bo count`."""
        names = [agent.name for agent in counting]
        if len(names) == len(problem.agents):
            return f", the team has {len(names)}"
        if len(names) > FEW:
            return f", {len(names)} count"
        if not names:
            return ", nobody counts"
        listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
        return f", only {listed} count{'s' if len(names) == 1 else ''}"

    @property
    def binding(self) -> bool:
        """Whether a roster can break the law by it, and not only cost more."""
        return self.weight is None

    def whom(self, problem: Problem) -> tuple[Agent, ...]:
        """The agents that the rule is about, by id."""
        return tuple(agent for agent in problem.agents if self.who.takes(agent))

    def violation(self, place: Place, shortfall: int, message: str) -> Violation:
        """A finding of this rule: costs nothing countable when hard, shortfall times weight when soft."""
        cost = None if self.weight is None else shortfall * self.weight
        return Violation(self.name, place, shortfall, self.unit, cost, message)
