"""Who serves what at one moment: the most demand that a crowd of agents can serve, dear queues first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Skills = frozenset[str]
"""The queues that an agent can serve."""


def unserved(wanted: Sequence[tuple[str, int]], crowd: Mapping[Skills, int]) -> dict[str, int]:
    """How many agents each queue lacks when all are shared out as well as can be.

    `wanted` pairs queues with agents needed, in the order of their importance; `crowd` counts the
    agents there by the set of queues that they can serve. What an earlier queue gets is never taken
    away for a later one, only served by others (augmenting paths, Ford and Fulkerson 1956). A queue may
    come more than once; what it lacks adds up.
    """
    free = dict(crowd)
    serving: dict[tuple[str, Skills], int] = {}
    missing: dict[str, int] = {}
    for queue, agents in wanted:
        served = 0
        while served < agents and _augment(queue, free, serving, set()):
            served += 1
        if served < agents:
            missing[queue] = missing.get(queue, 0) + agents - served
    return missing


def _augment(
    queue: str, free: dict[Skills, int], serving: dict[tuple[str, Skills], int], seen: set[Skills]
) -> bool:
    for skills in free:
        if queue not in skills or skills in seen:
            continue
        seen.add(skills)
        if free[skills] > 0:
            free[skills] -= 1
            serving[queue, skills] = serving.get((queue, skills), 0) + 1
            return True
        for other in sorted(skills):
            if other != queue and serving.get((other, skills), 0) and _augment(other, free, serving, seen):
                serving[other, skills] -= 1
                serving[queue, skills] = serving.get((queue, skills), 0) + 1
                return True
    return False
