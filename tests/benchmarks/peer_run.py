"""One solver on one problem, in a process of its own that tells what it finds, judged by the verifier."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TYPE_CHECKING

from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rota.constraint import Constraint
    from rota.problem import Problem

    Command = Callable[[float], list[str]]
    """What to start, given when to stop, in seconds since 1970."""


LATE = 1.1
"""Whoever takes so many times the seconds given has not kept to them."""
STILL_SECONDS = 5.0
"""A clock read every second that jumps by so much: the machine, or the process, stood still."""


@dataclass
class Run:
    """What came of it. Seconds are wall time since the process was started, its own start-up included.

    `cost` and `hard` (rules broken, places counted) are the verifier's; None without a roster. `matched` is
    when `rota` had a roster as cheap as the last one here.
    """

    problem: str
    solver: str
    cost: int | None = None
    hard: int | None = None
    first: float | None = None
    best: float | None = None
    bound: int | None = None
    matched: float | None = None
    seconds: float = 0.0
    cpu: float = 0.0
    memory: int = 0
    note: str = ""
    still: float = 0.0
    curve: list[tuple[float, int]] = field(default_factory=list, repr=False)

    @property
    def proved(self) -> bool:
        """Whether no roster can be cheaper."""
        return self.cost is not None and self.bound is not None and self.cost <= self.bound


class _Watch(Thread):
    """Reads the clock while a solver runs; `still` is the longest time between two readings."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.over, self.still = Event(), 0.0

    def run(self) -> None:
        before = time.time()
        while not self.over.wait(1):
            now = time.time()
            self.still, before = max(self.still, now - before), now


def run(
    name: str,
    solver: str,
    command: Command,
    *,
    question: tuple[Problem, Sequence[Constraint]],
    seconds: float,
) -> Run:
    """Start it, note when it tells what, and hold its roster against the verifier."""
    watch = _Watch()
    watch.start()
    began = time.time()
    process = subprocess.Popen(command(began + seconds), stdout=subprocess.PIPE, text=True)
    found, cells, stated = Run(name, solver), None, None
    for line in process.stdout or ():
        told = json.loads(line)
        found.bound = (
            told.get("bound") if found.bound is None else max(found.bound, told.get("bound", found.bound))
        )
        found.note = told.get("note", found.note)
        cost = told.get("cost")
        if "cells" in told:
            cells, stated = frozenset((agent, shift) for agent, shift in told["cells"]), cost
        elif cost is not None and (not found.curve or cost < found.curve[-1][1]):
            found.curve.append((round(time.time() - began, 2), cost))
    _, status, used = os.wait4(process.pid, 0)
    watch.over.set()
    found.still = watch.still if watch.still > STILL_SECONDS else 0.0
    process.returncode = os.waitstatus_to_exitcode(status)
    found.seconds, found.cpu = round(time.time() - began, 1), round(used.ru_utime + used.ru_stime, 1)
    found.memory = used.ru_maxrss // 1024
    if process.returncode:
        found.note = f"exit code {process.returncode}"
    elif found.seconds > LATE * seconds:
        found.note = f"ended after {found.seconds:.0f} s"
    if cells is not None and not process.returncode:
        _judge(found, question, cells, stated)
    print(f"{found}", file=sys.stderr, flush=True)
    return found


def _judge(
    found: Run,
    question: tuple[Problem, Sequence[Constraint]],
    cells: frozenset[tuple[str, str]],
    stated: int | None,
) -> None:
    verdict = verify(*question, cells)
    found.cost, found.hard = verdict.cost, len(verdict.hard)
    if verdict.hard:
        found.curve.clear()
    elif verdict.cost != stated:
        found.note = f"{found.note} states {stated}".strip()
    if found.curve:
        found.first, found.best = found.curve[0][0], found.curve[-1][0]


def match(runs: Sequence[Run]) -> None:
    """When `rota` was as good as each of the others came to be on the same problem."""
    for ours in runs:
        for theirs in runs:
            if ours.solver == "rota" != theirs.solver and ours.problem == theirs.problem and theirs.hard == 0:
                times = [
                    moment for moment, cost in ours.curve if theirs.cost is not None and cost <= theirs.cost
                ]
                theirs.matched = min(times, default=None)
