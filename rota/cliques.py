"""Sets of literals of which at most one is 1, as hard rows have shown them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Cliques:
    """The cliques known so far, by variable."""

    def __init__(self) -> None:
        self._of: dict[int, list[int]] = {}
        self._count = 0

    def add(self, variables: Sequence[int]) -> None:
        """At most one of these is 1."""
        for variable in variables:
            self._of.setdefault(variable, []).append(self._count)
        self._count += 1

    def joins(self, variables: Sequence[int]) -> bool:
        """Whether all of them lie in one clique."""
        shared = set(self._of.get(variables[0], ()))
        for variable in variables[1:]:
            shared.intersection_update(self._of.get(variable, ()))
        return bool(shared)

    def cover(self, variables: Sequence[int]) -> list[list[int]]:
        """The variables in groups of which each lies in one clique; large groups first, none twice."""
        groups: list[list[int]] = []
        left = list(variables)
        while left:
            members: dict[int, list[int]] = {}
            for variable in left:
                for clique in self._of.get(variable, ()):
                    members.setdefault(clique, []).append(variable)
            largest = max(members.values(), key=len, default=left[:1])
            if len(largest) < 2:
                return groups + [[variable] for variable in left]
            groups.append(largest)
            taken = set(largest)
            left = [variable for variable in left if variable not in taken]
        return groups
