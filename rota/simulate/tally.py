"""What one replication came to, by queue and interval: counts and sums, which add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rota.simulate.scenario import Seconds

    Table = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

COUNTS = ("offered", "in_time", "served", "abandoned", "early", "wait", "busy", "there", "backlog", "oldest")
"""What is counted: by the interval in which a contact arrived, and for the last four in which it is so.

`offered` are contacts whose fate is known by the end, `served` those that an agent began (of deferred
ones: finished), `in_time` those answered or done in time, `abandoned` those that left unserved, `early` of
these those that left before they could be late; `wait` is in seconds, until an agent began or the contact
left. `busy` and `there` are agent-seconds of those who can serve the queue; `backlog` is how many contacts
wait as the interval ends, and `oldest` the age in seconds of the oldest. What waited from before the start
counts in the first interval.
"""
OFFERED, IN_TIME, SERVED, ABANDONED, EARLY, WAIT, BUSY, THERE, BACKLOG, OLDEST = range(len(COUNTS))


class Tally:
    """The counts of one queue; `table` has a row for each of COUNTS and a column an interval."""

    def __init__(self, steps: int, step_seconds: float) -> None:
        self.step_seconds = step_seconds
        self.rows = [[0.0] * steps for _ in COUNTS]

    @property
    def table(self) -> Table:
        """The counts as numbers."""
        return np.array(self.rows)

    def _step(self, arrived: float) -> int:
        return max(0, int(arrived // self.step_seconds))

    def served(self, arrived: float, wait: float, *, in_time: bool) -> None:
        """A contact was served after such a wait."""
        step = self._step(arrived)
        self.rows[OFFERED][step] += 1
        self.rows[SERVED][step] += 1
        self.rows[WAIT][step] += wait
        if in_time:
            self.rows[IN_TIME][step] += 1

    def left(self, arrived: float, wait: float, *, early: bool) -> None:
        """A contact left unserved."""
        step = self._step(arrived)
        self.rows[OFFERED][step] += 1
        self.rows[ABANDONED][step] += 1
        self.rows[WAIT][step] += wait
        if early:
            self.rows[EARLY][step] += 1

    def overdue(self, arrived: float) -> None:
        """A deferred contact is past its deadline as the time ends, and not done."""
        self.rows[OFFERED][self._step(arrived)] += 1

    def waits(self, step: int, backlog: int, oldest_seconds: float) -> None:
        """So many contacts wait as the interval ends."""
        self.rows[BACKLOG][step] = backlog
        self.rows[OLDEST][step] = oldest_seconds

    def add_time(self, row: int, spans: Iterable[Seconds]) -> None:
        """Spread spans over the intervals that they touch; what lies beyond the end is left out."""
        cells, size = self.rows[row], self.step_seconds
        for start, end in spans:
            step = int(start // size)
            while start < end and step < len(cells):
                until = min(end, (step + 1) * size)
                cells[step] += until - start
                start, step = until, step + 1
