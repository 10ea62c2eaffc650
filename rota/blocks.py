"""Rules on blocks: local days in a row that are all working days, or all days off."""

from __future__ import annotations

from abc import abstractmethod
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from rota.constraint import Place
from rota.day_line import day_lines
from rota.encoding import total
from rota.localtime import DAY, local_day, midnight
from rota.shift_rule import WORKED, Kinds, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.day_line import DayLine
    from rota.duty import Duty
    from rota.encoding import Encoding, Linear
    from rota.problem import Problem

    Block = tuple[bool | None, list[date]]


class BlockRule(ShiftRule):
    """Blocks of days of one sort have a least and a greatest length; each day short or over is one unit.

    A day belongs to the home of the agent and is worked where a shift starts on it that the rule looks
    at. Nobody knows whether a day is off that is cut by, or lies beyond, the horizon's end or the first
    day of history; and a day wholly on leave, or out of `when`, is neither. A block next to such a day
    is never too short, and none of them lengthens a block of days off. What history alone has settled
    is no violation.
    """

    unit: ClassVar[str] = "days"
    kinds: Kinds = WORKED

    @property
    def days_off(self) -> bool:
        """Whether the blocks are of days off, not of working days."""
        return False

    @property
    @abstractmethod
    def shortest(self) -> int:
        """The least length of a block; 1 where there is none."""

    @property
    @abstractmethod
    def longest(self) -> int | None:
        """The greatest length of a block; None where there is none."""

    @abstractmethod
    def noun(self, days: int) -> str:
        """So many days of a block, in words."""

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Forbid, or price, each pattern of days that is a block too short or has a day too many."""
        for line in day_lines(self, problem, encoding):
            for day in line.days():
                self._forbid_short(line, day)
                self._forbid_long(line, day)

    def _inside(self, line: DayLine, day: date) -> Linear | None:
        return line.off(day) if self.days_off else line.worked(day)

    def _forbid_short(self, line: DayLine, first: date) -> None:
        """The blocks that begin on this day and end too early."""
        before = line.worked(first - DAY) if self.days_off else line.off(first - DAY)
        if before is None or _never(before):
            return
        block: list[Linear] = []
        between_certain = True
        for length in range(1, self.shortest):
            last, behind = first + DAY * (length - 1), first + DAY * length
            inside = self._inside(line, last)
            if inside is None or _never(inside):
                return
            block.append(inside)
            between_certain = between_certain and (length == 1 or line.off(last) is not None)
            after = line.worked(behind) if self.days_off else line.off(behind)
            days = [first + DAY * offset for offset in range(-1, length + 1)]
            if after is None or not any(map(line.is_open, days)):
                continue
            # Shorter blocks are forbidden as well, so that the days between first and last need not be
            # asked about: half the row, and a tighter one. Prices need the exact length.
            tight = self.weight is None and between_certain and line.is_open(first)
            literals = [before, *(block[:1] if tight else block), after]
            self._forbid(line, literals, len(literals) - 1, self.shortest - length)

    def _forbid_long(self, line: DayLine, last: date) -> None:
        """The block that ends with this day, or goes on, and has a day too many with it."""
        if self.longest is None:
            return
        days = [last - DAY * offset for offset in range(self.longest + 1)]
        block = [self._inside(line, day) for day in days]
        certain = [inside for inside in block if inside is not None]
        if len(certain) == len(block) and any(map(line.is_open, days)):
            self._forbid(line, certain, self.longest, 1)

    def _forbid(self, line: DayLine, literals: list[Linear], allowed: int, units: int) -> None:
        together = total(literals)
        if self.weight is None:
            line.encoding.require(self, together, at_most=allowed, place=Place(line.agent.id))
        else:
            line.encoding.penalize(self, together - allowed, weight=self.weight * units)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Walk the agent's days block by block and measure each."""
        coming: dict[str, set[date]] = {}
        for agent in self.whom(problem):
            if agent.zone not in coming:
                seen = filter(self.concerns, problem.shifts)
                coming[agent.zone] = {problem.day(agent, shift) for shift in seen}
            seen = filter(self.concerns, duty.of(agent))
            worked = [(problem.day(agent, shift), shift.id in problem.past_ids) for shift in seen]
            undecided = coming[agent.zone] - {day for day, past in worked if past}
            blocks = list(self._blocks(problem, agent, {day for day, _ in worked}))
            for before, block, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
                if block[0] == (not self.days_off):
                    yield from self._judge(agent, before, block[1], after, undecided)

    def _blocks(self, problem: Problem, agent: Agent, worked: set[date]) -> Iterator[Block]:
        """Days in a row that are worked (True), off (False) or unknown (None), unknown ones at both ends."""
        first, last = local_day(problem.known_from, agent.zone), local_day(problem.end, agent.zone) - DAY
        cut = midnight(first, agent.zone) < problem.known_from

        def state(day: date) -> bool | None:
            if day in worked:
                return True
            if day < first or day > last or (cut and day == first):
                return None
            holiday = problem.holiday_on.get(day)
            away = any(
                absence.leave
                and max(absence.start, problem.start) <= midnight(day, agent.zone)
                and midnight(day + DAY, agent.zone) <= min(absence.end, problem.end)
                for absence in problem.absences_of.get(agent.id, ())
            )
            looked_at = self.when.takes_day(day, holiday.kind if holiday else None)
            return None if away or not looked_at else False

        begins, ends = min([first, *worked]) - DAY, max([last, *worked]) + DAY
        days = (begins + DAY * offset for offset in range((ends - begins).days + 1))
        for kind, group in groupby(days, key=state):
            yield kind, list(group)

    def _judge(
        self, agent: Agent, before: Block, days: list[date], after: Block, undecided: set[date]
    ) -> Iterator[Violation]:
        row = f"in a row from {days[0]:%a %d %b} to {days[-1]:%a %d %b}"
        block = f"{self.noun(len(days))} {row if len(days) > 1 else f'alone on {days[0]:%a %d %b}'}"
        around = {before[1][-1], *days, after[1][0]}
        missing = self.shortest - len(days)
        bounded = before[0] is not None and after[0] is not None
        if missing > 0 and bounded and around & undecided:
            yield self.violation(
                Place(agent.id),
                missing,
                f"{agent.name} has {block}, at least {self.shortest} in a row are required",
            )
        longest = len(days) if self.longest is None else self.longest
        windows = (set(days[end - longest : end + 1]) for end in range(longest, len(days)))
        surplus = sum(not window.isdisjoint(undecided) for window in windows)
        if surplus:
            yield self.violation(
                Place(agent.id),
                surplus,
                f"{agent.name} has {block}, at most {longest} {'is' if longest == 1 else 'are'} allowed",
            )


def _never(literal: Linear) -> bool:
    return not literal.variables and literal.constant == 0
