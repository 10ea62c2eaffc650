"""requests: the wishes of agents to be on or off duty on a day, each at its own weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from rota.constraint import Constraint, Place, Weight
from rota.encoding import Linear

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem, Request
    from rota.shift import Shift


class Requests(Constraint):
    """A wish not met costs the request's own weight times the rule's `weight`; always soft.

    A request is about shifts that start on the agent's local day, of one template where it names one.
    Wishes for days outside the horizon are neither met nor missed.
    """

    unit: ClassVar[str] = "requests"
    kind: Literal["requests"] = "requests"
    weight: Weight = Field(default=10)

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Ask whether any of the wished (or unwished) shifts is worked."""
        for agent in self.whom(problem):
            first, last = problem.first_day(agent), problem.last_day(agent)
            for request in problem.requests:
                if request.agent != agent.id or not first <= request.day <= last:
                    continue
                shifts = [shift for shift in problem.shifts if self._concerns(problem, request, shift)]
                works = encoding.define_any(encoding.works(agent, shift) for shift in shifts)
                missed = works if request.wish == "off" else Linear(constant=1) - works
                encoding.penalize(self, missed, weight=self.weight * request.weight)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Hold each request against the days on which its agent starts a shift."""
        for request in problem.requests:
            agent = problem.agent_of[request.agent]
            if not self.who.takes(agent) or request.day < problem.first_day(agent):
                continue
            if request.day > problem.last_day(agent):
                continue
            worked = {
                shift.template for shift in duty.coming(agent) if problem.day(agent, shift) == request.day
            }
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
    def _concerns(problem: Problem, request: Request, shift: Shift) -> bool:
        day = problem.day(problem.agent_of[request.agent], shift)
        return day == request.day and request.template in ("", shift.template)

    def explain(self) -> str:
        """The rule in one sentence, with its weight."""
        return f"{self.who.text()}: requests are met where they can be, {self.weight} points each"
