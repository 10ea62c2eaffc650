"""Work with deadlines as linear rows: cumulative curves between what has arrived and what is due.

Work of one queue is taken in the order in which it arrives, either done or dropped. What has been taken by
the end of an interval lies between what was due by then and what had arrived, and that is enough: taken in
this order, each minute is done in time (J.-Y. Le Boudec and P. Thiran, "Network Calculus", 2001, chapter 1).
What is dropped is late, once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rota.encoding import Linear

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rota.constraint import Constraint
    from rota.encoding import Encoding
    from rota.queue import Work

    Span = tuple[datetime, datetime]


@dataclass
class BacklogRows:
    """The curves of one queue. `done` is what is worked off in each open interval, in agent-minutes."""

    rule: Constraint
    encoding: Encoding
    done: dict[Span, Linear] = field(default_factory=dict)

    def state(self, works: Sequence[Work], *, late: int, idle: int) -> None:
        """Charge `late` for a minute due and not done; a minute done saves `idle`."""
        slots = sorted((work.start, work.end) for work in works if work.open)
        starts, ends = [start for start, _ in slots], [end for _, end in slots]
        arrives, due = [0] * len(slots), [0] * len(slots)
        for work in works:
            first = bisect_left(starts, work.start)
            last = bisect_right(ends, work.due) - 1 if work.due else len(slots)
            if first < len(slots) and first <= last:
                arrives[first] += work.minutes
                if last < len(slots):
                    due[last] += work.minutes
            elif work.due:
                self.encoding.charge(self.rule, Linear(constant=work.minutes), weight=late)
        if sum(arrives):
            dropped, undone = self._curves(slots, arrives, due)
            self.encoding.charge(self.rule, dropped, weight=late)
            if idle:
                self.encoding.charge(self.rule, undone - sum(arrives), weight=idle)

    def _curves(
        self, slots: Sequence[Span], arrives: Sequence[int], due: Sequence[int]
    ) -> tuple[Linear, Linear]:
        """What is dropped, and what is not done, in all.

        `undone` is the work of the whole horizon less what is done by the end of an interval.
        """
        work, arrived, owed = sum(arrives), 0, 0
        undone, dropped = Linear(constant=work), Linear()
        for slot, coming, going in zip(slots, arrives, due, strict=True):
            arrived, owed = arrived + coming, owed + going
            undone_before, dropped_before = undone, dropped
            if not arrived:
                continue
            undone = self.encoding.define_integer(work - arrived, work)
            taken = self.encoding.define_integer(owed, arrived)
            dropped = taken + undone - work
            self.done[slot] = undone_before - undone
            self.encoding.relate(self.done[slot], at_least=0)
            self.encoding.relate(dropped - dropped_before, at_least=0)
        return dropped, undone
