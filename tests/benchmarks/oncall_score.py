"""Hard rules and cost of an on-call roster, straight from the model's description.

It shares nothing with `rota` but the reader of the file. A roster is who is on call, from 0, by day.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oncall_format import OnCall

    Roster = Mapping[int, int]


def cost(instance: OnCall, roster: Roster) -> int:
    """Days in a row, Wednesdays before one's own weekend, and how far work loads are from balance."""
    last = instance.days
    # The model leaves the last pair of days out.
    adjacent = sum(roster[day] == roster[day + 1] for day in range(1, last - 1))
    wednesdays = sum(roster[weekend] == roster[weekend - 2] for weekend in instance.weekends if weekend > 2)
    balance = _apart(instance, [roster[day] for day in instance.weekends])
    balance += _apart(instance, [roster[day] for day in range(1, last + 1) if day not in instance.weekends])
    return instance.adjacent_price * adjacent + instance.wednesday_price * wednesdays + balance


def _apart(instance: OnCall, on_call: list[int]) -> int:
    counts = [on_call.count(person) for person in instance.people]
    loads = instance.work_load
    furthest = max(
        abs(loads[one] * counts[other] - loads[other] * counts[one])
        for one, other in combinations(instance.people, 2)
    )
    return -(-furthest // 100)


def broken(instance: OnCall, roster: Roster) -> set[str]:
    """What hard rules the roster breaks."""
    settled = frozenset().union(*instance.fixed)
    days = range(1, instance.days + 1)
    found = set()
    for day in days:
        if day in instance.unavailable[roster[day]]:
            found.add("unavailable")
        if any(day in instance.fixed[person] and roster[day] != person for person in instance.people):
            found.add("fixed")
        three = (day, day + 1, day + 2)
        if three[-1] in days and not settled.issuperset(three) and len({roster[one] for one in three}) == 1:
            found.add("three days")
    for weekend in instance.weekends:
        around = [day for day in (weekend - 1, weekend + 1) if day in days]
        if not settled.issuperset({weekend, *around}) and roster[weekend] in {roster[day] for day in around}:
            found.add("weekend and day beside it")
        after = weekend + 5
        both_settled = settled.issuperset({weekend, after})
        if after in days and not both_settled and roster[weekend] == roster[after]:
            found.add("two weekends")
    return found
