"""The question put to the solver: frozen, sorted, in UTC, and the same for the verifier."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from rota.localtime import clock_at_home, local_day, local_days, midnight
from rota.night import Night, night_minutes
from rota.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from fractions import Fraction

    from rota.account import Account
    from rota.agent import Agent
    from rota.holiday import Holiday
    from rota.pages import ExpectedPages
    from rota.queue import Demand, Queue, Work
    from rota.shift import Shift

Cell = tuple[str, str]
"""An agent's id and a shift's id: the smallest thing that is decided."""


@dataclass(frozen=True, slots=True, order=True)
class Absence:
    """A half-open span [start, end) in which an agent cannot be on duty. Why is not kept.

    `source` names the files that say so; `leave` tells an absence that lowers what the contract owes
    from hours that are never worked.
    """

    agent: str
    start: datetime
    end: datetime
    source: str = ""
    leave: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Request:
    """A wish: to be on (or off) duty on the agent's local `day`; on one template only where named."""

    agent: str
    day: date
    wish: Literal["on", "off"]
    template: str = ""
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many agents a shift of the horizon wants, and what each one missing or too many costs.

    Without a price of its own, `under` or `over`, what the rule says holds.
    """

    shift: str
    agents: int
    under: int | None = None
    over: int | None = None


@dataclass(frozen=True)
class Problem:
    """Everything that rules may look at. Sequences are sorted: agents by id, shifts by start and id.

    `shifts` begin in [start, end) and are to be filled; `past_shifts` began before, and `past` holds
    who worked them. Horizon days are local days of `zone`. `holidays` are the team's, `home_holidays`
    pairs agents with theirs; `accounts` is what the fairness ledger says of earlier periods; `reference`
    is the roster that changes are counted against, none where it is empty; `telling` says which of them
    come at short notice. `work` is what may wait, by
    start and queue, and is in `demand` no more. `pages` are those that shifts
    expect, past ones too; the variance of their counts is `pages_spread` times their mean.
    """

    team: str
    zone: str
    start: datetime
    end: datetime
    agents: tuple[Agent, ...]
    shifts: tuple[Shift, ...]
    queues: tuple[Queue, ...] = ()
    demand: tuple[Demand, ...] = ()
    absences: tuple[Absence, ...] = ()
    requests: tuple[Request, ...] = ()
    past_shifts: tuple[Shift, ...] = ()
    past: frozenset[Cell] = frozenset()
    night: Night = field(default_factory=Night)
    holidays: tuple[Holiday, ...] = ()
    home_holidays: tuple[tuple[str, Holiday], ...] = ()
    accounts: tuple[Account, ...] = ()
    reference: frozenset[Cell] = frozenset()
    wanted: tuple[Wanted, ...] = ()
    pages: tuple[ExpectedPages, ...] = ()
    pages_spread: float = 1.0
    work: tuple[Work, ...] = ()
    telling: Telling = field(default_factory=Telling)

    @cached_property
    def timeline(self) -> tuple[Shift, ...]:
        """Past and coming shifts in the order in which they start."""
        return tuple(sorted((*self.past_shifts, *self.shifts), key=lambda shift: (shift.start, shift.id)))

    @cached_property
    def shift_of(self) -> Mapping[str, Shift]:
        """Past and coming shifts by id."""
        return {shift.id: shift for shift in self.timeline}

    @cached_property
    def agent_of(self) -> Mapping[str, Agent]:
        """Agents by id."""
        return {agent.id: agent for agent in self.agents}

    @cached_property
    def queue_of(self) -> Mapping[str, Queue]:
        """Queues by id."""
        return {queue.id: queue for queue in self.queues}

    @cached_property
    def past_ids(self) -> frozenset[str]:
        """Ids of the shifts that began before the horizon."""
        return frozenset(shift.id for shift in self.past_shifts)

    @cached_property
    def absences_of(self) -> Mapping[str, tuple[Absence, ...]]:
        """Absences by agent, sorted; an agent without any is not a key."""
        found: dict[str, list[Absence]] = {}
        for absence in self.absences:
            found.setdefault(absence.agent, []).append(absence)
        return {agent: tuple(sorted(absences)) for agent, absences in found.items()}

    @cached_property
    def requests_of(self) -> Mapping[str, tuple[Request, ...]]:
        """Requests by agent, sorted; an agent without any is not a key."""
        found: dict[str, list[Request]] = {}
        for request in self.requests:
            found.setdefault(request.agent, []).append(request)
        return {agent: tuple(requests) for agent, requests in found.items()}

    @cached_property
    def known_from(self) -> datetime:
        """The instant from which on it is known who works what: where history, or the horizon, begins.

        History begins with the team's midnight before its first shift.
        """
        first = min((shift.start for shift in self.past_shifts), default=self.start)
        return min(self.start, midnight(local_day(first, self.zone), self.zone))

    @cached_property
    def day_count(self) -> int:
        """Local days in the horizon."""
        return (local_day(self.end, self.zone) - local_day(self.start, self.zone)).days

    @cached_property
    def leave_of(self) -> Mapping[str, frozenset[date]]:
        """By agent, the local days that leave covers from midnight to midnight, from first to last day."""
        return self._days_away(leave=True)

    @cached_property
    def closed_of(self) -> Mapping[str, frozenset[date]]:
        """By agent, the local days on which no hour is ever worked, from first to last day."""
        return self._days_away(leave=False)

    def _days_away(self, *, leave: bool) -> Mapping[str, frozenset[date]]:
        return {
            agent.id: frozenset(
                day
                for absence in self.absences_of.get(agent.id, ())
                if absence.leave == leave
                for day in _whole_days(absence.start, absence.end, agent.zone)
                if self.first_day(agent) <= day <= self.last_day(agent)
            )
            for agent in self.agents
        }

    @cached_property
    def pages_of(self) -> Mapping[str, int]:
        """By shift, the hundredths of a page that it expects; a shift without any may be no key."""
        return {expected.shift: expected.hundredths for expected in self.pages}

    @cached_property
    def holiday_on(self) -> Mapping[date, Holiday]:
        """The team's holidays by their day."""
        return {holiday.day: holiday for holiday in self.holidays}

    @cached_property
    def holidays_of(self) -> Mapping[str, Mapping[date, Holiday]]:
        """By agent, the holidays at home by their day; an agent without any has an empty mapping."""
        found: dict[str, dict[date, Holiday]] = {agent.id: {} for agent in self.agents}
        for agent, holiday in self.home_holidays:
            found[agent][holiday.day] = holiday
        return found

    @cached_property
    def balance_of(self) -> Mapping[tuple[str, str], Fraction]:
        """By agent and burden, the units too many that the ledger tells of; below zero, too few."""
        return {(account.agent, account.burden): account.balance for account in self.accounts}

    def day(self, agent: Agent, shift: Shift) -> date:
        """The local day, at the agent's home, on which the shift starts."""
        return local_day(shift.start, agent.zone)

    def first_day(self, agent: Agent) -> date:
        """The first local day, at the agent's home, on which a shift of the horizon can start."""
        return local_day(self.start, agent.zone)

    def last_day(self, agent: Agent) -> date:
        """The last local day, at the agent's home, on which a shift of the horizon can start."""
        return local_day(self.end - timedelta(minutes=1), agent.zone)

    def clock(self, instant: datetime, agent: Agent) -> str:
        """The instant as the team calls it, and in brackets as at the agent's home where clocks differ."""
        return clock_at_home(instant, self.zone, agent.zone)

    def is_night(self, agent: Agent, shift: Shift) -> bool:
        """Whether the shift is a night where the agent lives."""
        minutes = night_minutes(shift.start, shift.end, agent.zone, self.night)
        return minutes >= self.night.at_least_minutes


def _whole_days(start: datetime, end: datetime, zone: str) -> list[date]:
    return [
        day
        for day in local_days(start, end, zone)
        if start <= midnight(day, zone) and midnight(day + timedelta(days=1), zone) <= end
    ]
