"""requests: the wishes of agents to be on or off duty on a day, each at its own weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from rota.constraint import Constraint, Place, Weight
from rota.encoding import Linear

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift


class Requests(Constraint):
    """A wish not met costs the request's own weight times the rule's `weight`; always soft.

    A request is about shifts that start on the agent's local day, of one template where it names one.
    Wishes for days outside the horizon are neither met nor missed.
    """

    unit: ClassVar[str] = "requests"
    example: ClassVar[str] = "{kind: requests, weight: 100}"
    kind: Literal["requests"] = "requests"
    weight: Weight = Field(default=10)

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Ask whether any of the wished (or unwished) shifts is worked."""
        by_zone: dict[str, dict[date, list[Shift]]] = {}
        for agent in self.whom(problem):
            if agent.zone not in by_zone:
                by_zone[agent.zone] = self._by_day(problem, agent)
            first, last = problem.first_day(agent), problem.last_day(agent)
            for request in problem.requests_of.get(agent.id, ()):
                if not first <= request.day <= last:
                    continue
                shifts = by_zone[agent.zone].get(request.day, ())
                wished = [shift for shift in shifts if request.template in ("", shift.template)]
                works = encoding.works_any(agent, wished)
                missed = works if request.wish == "off" else Linear(constant=1) - works
                encoding.penalize(self, missed, weight=self.weight * request.weight)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Hold each request against the days on which its agent starts a shift."""
        templates: dict[tuple[str, date], set[str]] = {}
        for agent in self.whom(problem):
            for shift in duty.coming(agent):
                templates.setdefault((agent.id, problem.day(agent, shift)), set()).add(shift.template)
        for request in problem.requests:
            agent = problem.agent_of[request.agent]
            if not self.who.takes(agent) or request.day < problem.first_day(agent):
                continue
            if request.day > problem.last_day(agent):
                continue
            worked = templates.get((agent.id, request.day), set())
            granted = (request.template in worked if request.template else bool(worked)) == (
                request.wish == "on"
            )
            if not granted:
                wish = f"{request.wish} duty" + (f" ({request.template})" if request.template else "")
                yield self.violation(
                    Place(agent.id),
                    request.weight,
                    f"{agent.name} asked to be {wish} on {request.day:%a %d %b}, which is not so",
                )

    @staticmethod
    def _by_day(problem: Problem, agent: Agent) -> dict[date, list[Shift]]:
        """The shifts of the horizon by the day, at the agent's home, on which they start."""
        found: dict[date, list[Shift]] = {}
        for shift in problem.shifts:
            found.setdefault(problem.day(agent, shift), []).append(shift)
        return found

    def explain(self) -> str:
        """The rule in one sentence, with its weight."""
        return f"{self.who.text()}: requests are met where they can be, {self.weight} points each"
