"""Kill `rota publish` at random moments, again and again: the old revision stands, or the new one.

PYTHONPATH=tests python tests/benchmarks/kill_publish.py [TIMES] [SEED]

Each time a copy of a workspace with one revision is published anew by a process of its own, which is
ended by SIGKILL: every other time after a random part of the time that a publication takes, else a
random moment after it has begun to write. Then the database is opened
as the next command would open it: SQLite's own check has to pass, and every table has to hold exactly
what it held before, or exactly what a publication that nobody disturbed left in it.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from teams import team_text, write_roster, write_workspace

from rota.cli.main import main
from rota.store.database import NAME, connected
from rota.store.text import write

PEOPLE, WEEKS = 40, 8
SPAN = (0.2, 1.8)
"""Of the time that an undisturbed publication takes: machines are not always as fast as the first time."""
LONGEST = 30.0
"""Seconds until a process that does not write is killed all the same."""
WRITING = 0.05
"""Seconds after the first page in the log until which a process that writes is killed."""
TEMPLATES = ("early", "late", "night")
CLOCKS = {"early": ("06:00", "14:00"), "late": ("14:00", "22:00"), "night": ("22:00", "06:00")}
FIRST, SECOND = "--now=2027-01-01T10:00:00Z", "--now=2027-02-20T10:00:00Z"


def workspace(folder: Path) -> None:
    """Forty people over eight weeks, published; and a roster in which everybody has another's shifts."""
    agents = [f"{{id: a{number:02}, name: Agent {number}, contract: full}}" for number in range(PEOPLE)]
    shifts = [f'{{id: {name}, start: "{begin}", end: "{end}"}}' for name, (begin, end) in CLOCKS.items()]
    more = "publishing: {notice_days: 30}\n"
    write_workspace(folder, {"team.yaml": team_text(agents=agents, shifts=shifts, weeks=WEEKS, more=more)})
    published(folder, 0, FIRST)
    lay_roster(folder, 1)


def lay_roster(folder: Path, turn: int) -> None:
    from rota.load.workspace import load_workspace

    shifts = load_workspace(folder).problem.shifts
    worked = {
        (f"a{(index * 7 + seat + turn) % PEOPLE:02}", shift.id)
        for index, shift in enumerate(shifts)
        for seat in range(6)
    }
    write_roster(folder, *sorted(worked))


def published(folder: Path, turn: int, now: str) -> None:
    lay_roster(folder, turn)
    process = publishing(folder, now)
    _, status = os.waitpid(process, 0)
    if status:
        raise SystemExit(f"the publication that nobody disturbs ended with {status}")


def publishing(folder: Path, now: str) -> int:
    """`rota publish` in a process of its own; its id."""
    process = os.fork()
    if process:
        return process
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    sys.argv = ["rota", "publish", str(folder), "--yes", "--by", "mo", now]
    code: object = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    # No cleaning up of what the parent still needs.
    os._exit(0 if code in (0, None) else 1)


def state(folder: Path) -> str:
    """Everything in the store, having passed SQLite's own check."""
    with connected(folder / NAME) as connection:
        checked = connection.execute("PRAGMA integrity_check").fetchall()
        if checked != [("ok",)]:
            raise SystemExit(f"the database is damaged: {checked}")
        return "".join(write(connection))


def killed(origin: Path, folder: Path, after: float, *, writing: bool) -> tuple[str, bool]:
    """What stands where a publication was ended after so many seconds, or so long after it began to write.

    And whether it left a log behind.
    """
    shutil.copytree(origin, folder)
    process, log = publishing(folder, SECOND), folder / f"{NAME}-wal"
    last = time.monotonic() + LONGEST
    while writing and time.monotonic() < last and not (log.exists() and log.stat().st_size):
        time.sleep(0.0002)
    time.sleep(after)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    interrupted = log.exists() and log.stat().st_size > 0
    found = state(folder)
    shutil.rmtree(folder)
    return found, interrupted


def run(times: int, seed: int) -> None:
    """Kill so often, and say what stood how often."""
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        origin, undisturbed = Path(name, "origin"), Path(name, "undisturbed")
        workspace(origin)
        shutil.copytree(origin, undisturbed)
        begun = time.perf_counter()
        _, status = os.waitpid(publishing(undisturbed, SECOND), 0)
        seconds = time.perf_counter() - begun
        names = {state(origin): "the old revision", state(undisturbed): "the new revision"}
        if status or len(names) != 2:
            raise SystemExit("the publication that nobody disturbs changes nothing")
        counts: Counter[str] = Counter()
        for number in range(times):
            writing = number % 2 == 1
            after = draw.uniform(0, WRITING) if writing else draw.uniform(*SPAN) * seconds
            found, interrupted = killed(origin, Path(name, f"{number}"), after, writing=writing)
            standing = names.get(found)
            if standing is None:
                raise SystemExit(f"kill {number} left a mixture")
            counts[standing] += 1
            counts["a log left behind by the killed process"] += interrupted
    print(f"{times} kills, half of them after the process had begun to write, seed {seed}")
    for what, count in sorted(counts.items()):
        print(f"{count:5} {what}")


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:3]]
    run(*given, *(400, 1)[len(given) :])
