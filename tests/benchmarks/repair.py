"""How long repairs take, in processes of their own, and whether they are proved minimal.

    python tests/benchmarks/repair.py FOLDER DATE --absences 1 --days 3 --times 5 --limit 60

FOLDER is a workspace with out/roster.json, DATE the first day of the absences, which are told at 04:30 UTC
that morning, by as many agents who have a shift on the day; other agents each time. A line a repair:
exit code, seconds on the clock and of processors, calls, calls proved necessary. `rota cover` of the
first shift lost is timed as well.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import date, timedelta
from os import times
from pathlib import Path
from random import Random

from exports import json as rosters

Timed = tuple[int, float, float, str]


def timed(*arguments: str) -> Timed:
    """Exit code, seconds on the clock, seconds of processors, and what was said."""
    before = times()
    told = subprocess.run(
        [sys.executable, "-m", "rota.cli.main", *arguments], check=False, capture_output=True, text=True
    )
    after = times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return told.returncode, after.elapsed - before.elapsed, processor, told.stdout


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("day", type=date.fromisoformat)
    parser.add_argument("--absences", type=int, default=1)
    parser.add_argument("--days", type=int, default=3)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--limit", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    roster = rosters.read((asked.folder / "out" / "roster.json").read_bytes())
    random = Random(asked.seed)
    there = [agent for agent, shift in sorted(roster.cells) if roster.shift_of[shift].day == asked.day]
    last = asked.day + timedelta(days=asked.days - 1)
    now = f"{asked.day}T04:30:00Z"
    for _ in range(asked.times):
        ill = random.sample(sorted(set(there)), asked.absences)
        absent = [word for agent in ill for word in ("--absent", f"{agent} {asked.day}..{last}")]
        limit = ("--time-limit", str(asked.limit))
        code, clock, processor, said = timed(
            "repair", str(asked.folder), *absent, "--now", now, "--json", *limit
        )
        found = json.loads(said) if said else {"calls": [], "least_calls": "?", "uncovered": {}}
        print(
            f"{asked.absences} absent ({', '.join(ill[:3])}{', ...' if ill[3:] else ''}): exit {code}, "
            f"{clock:.1f} s, processors {processor:.1f} s, {len(found['calls'])} calls, "
            f"{found['least_calls']} proved, uncovered {found['uncovered']}",
            flush=True,
        )
        shift = min(shift for agent, shift in roster.cells if agent == ill[0] and str(asked.day) in shift)
        code, clock, processor, _ = timed("cover", shift, str(asked.folder), "--for", ill[0], "--now", now)
        print(f"  cover {shift}: exit {code}, {clock:.1f} s, processors {processor:.1f} s", flush=True)


if __name__ == "__main__":
    main()
