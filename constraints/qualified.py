"""qualified: a shift that asks for skills or a tier is worked by those who have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from rota.constraint import Constraint, Place
from rota.localtime import clock_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem


class Qualified(Constraint):
    """An agent on a shift has its tier or a higher one, and each of its skills at its level or above.

    Soft, each shift worked without costs `weight`, however much is lacking.
    """

    unit: ClassVar[str] = "shifts"
    example: ClassVar[str] = "{kind: qualified}"
    stage: ClassVar[int] = 0
    kind: Literal["qualified"] = "qualified"

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Forbid, or price, each cell whose agent lacks something."""
        for agent in self.whom(problem):
            levels = dict(agent.skills)
            for shift in problem.shifts:
                able = agent.tier >= shift.tier and all(
                    levels.get(skill, 0) >= level for skill, level in shift.skills
                )
                if not able:
                    encoding.limit(
                        self, encoding.works(agent, shift), at_most=0, place=Place(agent.id, shift.id)
                    )

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Go through the shifts and ask of each agent on it what is lacking."""
        concerned = {agent.id for agent in self.whom(problem)}
        for shift in problem.shifts:
            for agent in duty.on(shift):
                lacking = [
                    f"`{skill}` at level {level}"
                    for skill, level in shift.skills
                    if agent.level(skill) < level
                ]
                if agent.tier < shift.tier:
                    lacking.insert(0, f"tier {shift.tier}")
                if lacking and agent.id in concerned:
                    yield self.violation(
                        Place(agent.id, shift.id, start=shift.start, end=shift.end),
                        1,
                        f"{agent.name} is on {shift.template} of {clock_text(shift.start, shift.zone)} "
                        f"without {' and '.join(lacking)}",
                    )

    def because(self, problem: Problem, place: Place) -> str:
        """What the agent lacks for the shift."""
        agent, shift = problem.agent_of[place.agent], problem.shift_of[place.shift]
        lacking = [f"tier {shift.tier}"] if agent.tier < shift.tier else []
        lacking += [
            f"`{skill}` at level {level}" for skill, level in shift.skills if agent.level(skill) < level
        ]
        return f"{agent.name} lacks {' and '.join(lacking)} for {shift.template}"

    def explain(self) -> str:
        """The rule in one sentence."""
        return f"{self.who.text()}: only shifts whose tier and skills they have"
