"""How long all feeds of a thousand agents take, a year each, cold, and after one swap.

PYTHONPATH=.:tests/benchmarks python tests/benchmarks/feed_render.py [AGENTS] [DAYS]
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import perf_counter

from feed_team import team_year

from exports.ics import calendar
from exports.ics_feed import Feeds, Stamp
from rota.roster import Assignment, Roster

STAMP = Stamp(0, datetime(2026, 12, 1, tzinfo=UTC))


def rendered(
    roster: Roster, before: dict[str, tuple[object, bytes]]
) -> tuple[dict[str, tuple[object, bytes]], int]:
    """Each agent's entries and calendar; what shows the same as before is taken from there."""
    feeds, found, renderings = Feeds(roster), {}, 0
    for member in roster.members:
        feed = feeds.agent(member.id)
        old = before.get(member.id)
        if old is not None and old[0] == hash(feed):
            found[member.id] = old
            continue
        found[member.id] = (hash(feed), calendar(feed, {}, unpublished=STAMP))
        renderings += 1
    return found, renderings


def swapped(roster: Roster) -> Roster:
    """The roster after one agent has taken another's early shift."""
    shift = roster.shifts[len(roster.shifts) // 2].id
    on = [entry.agent for entry in roster.assignments if entry.shift == shift]
    off = next(member.id for member in roster.members if member.id not in on)
    kept = (entry for entry in roster.assignments if entry != Assignment(shift, on[0]))
    return replace(roster, assignments=tuple(sorted([*kept, Assignment(shift, off)])))


def main() -> None:
    """Print the times."""
    agents = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    days = int(sys.argv[2]) if len(sys.argv) > 2 else 365
    roster = team_year(agents, days)
    print(f"{agents} agents, {days} days, {len(roster.assignments)} assignments")
    begun = perf_counter()
    cold, renderings = rendered(roster, {})
    size = sum(len(content) for _, content in cold.values())
    print(f"cold: {renderings} feeds, {size / 1e6:.0f} MB in {perf_counter() - begun:.1f} s")
    after = swapped(roster)
    begun = perf_counter()
    warm, renderings = rendered(after, cold)
    changed = sum(warm[agent][1] != cold[agent][1] for agent in warm)
    took = timedelta(seconds=perf_counter() - begun).total_seconds()
    print(f"after a swap: {renderings} rendered, {changed} changed, {took:.1f} s")


if __name__ == "__main__":
    main()
