"""Sets of literals of which at most one is 1, as hard rows have shown them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Cliques:
    """The cliques known so far, by variable."""

    def __init__(self) -> None:
        self._of: dict[int, list[int]] = {}
        self._members: list[Sequence[int]] = []

    def add(self, variables: Sequence[int]) -> None:
        """At most one of these is 1."""
        for variable in variables:
            self._of.setdefault(variable, []).append(len(self._members))
        self._members.append(variables)

    def joins(self, variables: Sequence[int]) -> bool:
        """Whether all of them lie in one clique."""
        shared = set(self._of.get(variables[0], ()))
        for variable in variables[1:]:
            shared.intersection_update(self._of.get(variable, ()))
        return bool(shared)

    def groups(self, variables: Sequence[int]) -> Iterator[list[int]]:
        """As `cover`, in one pass over the variables: for sums of very many."""
        left = set(variables)
        for variable in variables:
            if variable in left:
                near = (self._members[clique] for clique in self._of.get(variable, ()))
                found = max((left.intersection(members) for members in near), key=len, default={variable})
                left -= found
                yield sorted(found)

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
