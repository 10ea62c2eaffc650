"""How long a search may go on: a point in time, and a hand that may be raised before it.

Time is that of the machine, or the work that solvers count: equal searches then end at the same point.
"""

from __future__ import annotations

import signal
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from ortools.sat.python import cp_model

POLL_SECONDS = 0.1
PARTS = 1_000_000
"""Work is counted in whole parts of a unit, so that it adds up to the same in whatever order it comes."""


class Clock:
    """The machine's clock, in seconds."""

    counted = False

    def now(self) -> float:
        """Seconds since some instant."""
        return monotonic()

    def spend(self, units: float) -> None:
        """What work was done is of no concern to this clock."""


class Counter(Clock):
    """A clock that stands still but for the work that is told to it, in units of about a second."""

    counted = True

    def __init__(self) -> None:
        self._spent = 0
        self._lock = threading.Lock()

    def now(self) -> float:
        """Units of work since the beginning."""
        return self._spent / PARTS

    def spend(self, units: float) -> None:
        """Take work into account; from any thread."""
        with self._lock:
            self._spent += round(units * PARTS)


@dataclass(frozen=True)
class Hold:
    """`until` is an instant of the clock; `raised` is set when somebody has had enough.

    Whoever raises the hand `above` ends what is below as well.
    """

    until: float
    raised: threading.Event = field(default_factory=threading.Event)
    above: Hold | None = None
    clock: Clock = field(default_factory=Clock)

    @property
    def ended(self) -> bool:
        """Whether a hand is raised, here or above."""
        return self.raised.is_set() or (self.above is not None and self.above.ended)

    @property
    def left(self) -> float:
        """Seconds left, 0 where time is up or a hand raised."""
        return 0.0 if self.ended else max(0.0, self.until - self.clock.now())

    def part(self, seconds: float) -> Hold:
        """A shorter time under the same hands."""
        return replace(self, until=min(self.until, self.clock.now() + seconds))

    def below(self) -> Hold:
        """The same time under a hand of its own as well."""
        return Hold(self.until, above=self, clock=self.clock)


@contextmanager
def interruptible(seconds: float, *, counted: bool = False) -> Iterator[Hold]:
    """A hold that the first Ctrl-C raises, with those around it; the second one interrupts as ever."""
    clock = Counter() if counted else Clock()
    hold = Hold(clock.now() + seconds, clock=clock)
    if threading.current_thread() is not threading.main_thread():
        yield hold
        return
    before = signal.getsignal(signal.SIGINT)
    hand = _Hand(hold, before)
    signal.signal(signal.SIGINT, hand)
    try:
        yield hold
    finally:
        if signal.getsignal(signal.SIGINT) is hand:
            signal.signal(signal.SIGINT, before)


class _Hand:
    """What a Ctrl-C does: it raises the hand, and gives back to the signal what it did before."""

    def __init__(self, hold: Hold, before: Callable[[int, FrameType | None], object] | int | None) -> None:
        self._hold, self._before = hold, before

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self._hold.raised.set()
        signal.signal(signal.SIGINT, self._before)
        if isinstance(self._before, _Hand):
            self._before(number, frame)


def solve_held(
    solver: cp_model.CpSolver,
    model: cp_model.CpModel,
    hold: Hold,
    watch: cp_model.CpSolverSolutionCallback | None = None,
) -> cp_model.CpSolverStatus:
    """Solve in a thread, so that a raised hand ends the search at once and keeps what it has."""
    solver.parameters.catch_sigint_signal = False
    with ThreadPoolExecutor(max_workers=1) as thread:
        task = thread.submit(solver.solve, model, watch)
        while not task.done():
            wait([task], timeout=POLL_SECONDS)
            if hold.ended:
                solver.stop_search()
        return task.result()
