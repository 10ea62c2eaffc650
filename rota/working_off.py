"""How much work with deadlines a crowd gets done when what is more important comes first.

A greatest flow from agent-minutes to pieces of work, found by augmenting paths (Ford and Fulkerson 1956;
shortest paths first, Edmonds and Karp 1972): a path serves a piece and moves others to other agents or
other moments, but takes nothing from them. So what comes earlier in the order never loses for what comes
later, and as the sets of minutes that can be served together form a matroid, no other way leaves less
undone, weighed by any prices that fall in this order (Edmonds 1971).
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.matching import Skills

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Cell = tuple[int, Skills]
"""The agents of one sort at one moment."""


@dataclass(frozen=True, slots=True)
class Piece:
    """So many agent-minutes of a queue, served at any of the `moments`, which are tried in this order."""

    queue: str
    minutes: int
    moments: tuple[int, ...]


class WorkingOff:
    """`free` is what agents have left, by moment and sort; `undone` what is left of each piece."""

    def __init__(self, free: Sequence[Mapping[Skills, int]], pieces: Sequence[Piece]) -> None:
        """Agent-minutes by moment and sort of agents, and the pieces, the most important first."""
        self.free = [dict(crowd) for crowd in free]
        self.undone = [piece.minutes for piece in pieces]
        self._pieces = pieces
        self._served: dict[Cell, dict[int, int]] = {}
        self._lost: set[Cell] = set()
        for number in range(len(pieces)):
            while self.undone[number] and self._augment(number):
                pass

    def served(self, since: int) -> Counter[int]:
        """By moment, the agent-minutes that go to pieces from this number on."""
        found: Counter[int] = Counter()
        for (moment, _), pieces in self._served.items():
            found[moment] += sum(minutes for piece, minutes in pieces.items() if piece >= since)
        return found

    def _augment(self, number: int) -> bool:
        """Serve some more of a piece; where nothing leads to a free minute, nothing ever will again."""
        taken: dict[Cell, int] = {}
        moved: dict[int, Cell] = {}
        waiting = deque([number])
        while waiting:
            piece = waiting.popleft()
            for cell in self._cells(self._pieces[piece]):
                if cell in self._lost or cell in taken:
                    continue
                taken[cell] = piece
                if self.free[cell[0]][cell[1]]:
                    self._push(number, cell, taken, moved)
                    return True
                for other, minutes in self._served.get(cell, {}).items():
                    if minutes and other != number and other not in moved:
                        moved[other] = cell
                        waiting.append(other)
        self._lost |= taken.keys()
        return False

    def _cells(self, piece: Piece) -> list[Cell]:
        return [
            (moment, skills)
            for moment in piece.moments
            for skills in self.free[moment]
            if piece.queue in skills
        ]

    def _push(self, number: int, last: Cell, taken: Mapping[Cell, int], moved: Mapping[int, Cell]) -> None:
        path = [(taken[last], last)]
        while path[-1][0] != number:
            before = moved[path[-1][0]]
            path.append((taken[before], before))
        given_up = [(piece, moved[piece]) for piece, _ in path[:-1]]
        minutes = min(
            self.undone[number],
            self.free[last[0]][last[1]],
            *(self._served[cell][piece] for piece, cell in given_up),
        )
        self.undone[number] -= minutes
        self.free[last[0]][last[1]] -= minutes
        for piece, cell in path:
            served = self._served.setdefault(cell, {})
            served[piece] = served.get(piece, 0) + minutes
        for piece, cell in given_up:
            self._served[cell][piece] -= minutes
