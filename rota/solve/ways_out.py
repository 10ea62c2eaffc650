"""The cheapest ways out of clashes, each shown to work: with its changes a roster keeps every hard rule.

What might help comes from the clash itself. A ladder is climbed to the first change that settles the
clash alone, which is a small question; then the whole problem is solved with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from rota.encoding import encode
from rota.explain.candidates import ladders
from rota.explain.change import effort
from rota.explain.clash import alike
from rota.solve.clashes import clashes
from rota.solve.hard_rows import HardRows
from rota.solve.lawful import Kept, answer, searched
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from rota.explain.candidates import Ladder, Rung
    from rota.explain.change import Change, Kind, Setting
    from rota.explain.clash import Clash, Reason
    from rota.problem import Cell
    from rota.solve.hold import Hold

STEP_SECONDS, WHOLE_SECONDS = 1.0, 3.0
MOST_OF_A_KIND: dict[Kind, int] = {"hiring": 2, "wish": 1}
USUAL_MOST = 3
MOST_ROUNDS = 6
LOOK_SHARE = 0.4
"""Of the time, how much may go into what settles the clashes alone."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """Changes after which a roster keeps every hard rule: one that does is `cells`."""

    changes: Rung
    cells: frozenset[Cell]


def ways_out(
    setting: Setting, found: Sequence[Clash], hold: Hold, *, held: Mapping[Cell, bool] | None = None
) -> tuple[WayOut, ...]:
    """Ways out of these clashes together, cheapest first; those not shown to work in time are left out."""
    search = _Search(setting, hold, dict(held or {}))
    return search.run(found)


class _Search:
    """One search for ways out of a setting without a roster."""

    def __init__(self, setting: Setting, hold: Hold, held: dict[Cell, bool]) -> None:
        self.setting = setting._replace(rules=setting.hard)
        self.hold, self.held = hold, held

    def run(self, found: Sequence[Clash]) -> tuple[WayOut, ...]:
        """Alternatives sort by sort of clash, alone or else with the cheapest for the other sorts."""
        look = self.hold.part(LOOK_SHARE * self.hold.left)
        options = [list(self._options(self.setting, group, look)) for group in alike(found)]
        if not all(options):
            return ()
        ways: dict[frozenset[Change], WayOut] = {}
        for number, ladders_ in enumerate(options):
            others = _joined(other[0][0] for index, other in enumerate(options) if index != number)
            for ladder in ladders_:
                if not self.hold.left:
                    break
                way = self._first_shown(ladder, ()) or (self._first_shown(ladder, others) if others else None)
                if way is not None:
                    ways.setdefault(frozenset(way.changes), way)
        if not ways:
            way = self._settle(_joined(choices[0][0] for choices in options))
            return () if way is None else (way,)
        return tuple(sorted(_needed(list(ways.values())), key=lambda way: effort(way.changes)))

    def _options(self, setting: Setting, group: Sequence[Clash], hold: Hold) -> Iterator[Ladder]:
        """What settles clashes of one sort, from its first rung on; cheapest first, few of each kind.

        Short ladders are looked at first: they are soon climbed, and one that leads out is among them.
        """
        reasons = [reason for clash in group for reason in clash.reasons]
        found: list[Ladder] = []
        for ladder in sorted(ladders(setting, reasons), key=len):
            if found and not hold.left:
                break
            first = self._lowest(ladder, lambda rung: self._settles(setting, rung, reasons))
            if first is not None:
                found.append(ladder[first:])
        taken: dict[Kind, int] = {}
        for ladder in sorted(found, key=lambda ladder: effort(ladder[0])):
            kind = ladder[0][0].kind
            taken[kind] = taken.get(kind, 0) + 1
            if taken[kind] <= MOST_OF_A_KIND.get(kind, USUAL_MOST):
                yield ladder

    def _lowest(self, ladder: Ladder, settled: Callable[[Rung], bool]) -> int | None:
        """The number of the first rung that settles it; None where the last does not."""
        if settled(ladder[0]):
            return 0
        if len(ladder) == 1 or not settled(ladder[-1]):
            return None
        low, high = 1, len(ladder) - 1
        while low < high and self.hold.left:
            middle = (low + high) // 2
            if settled(ladder[middle]):
                high = middle
            else:
                low = middle + 1
        return high

    def _first_shown(self, ladder: Ladder, others: Rung) -> WayOut | None:
        """The way out by the first rung of a ladder, these others beside it, that is shown to be one."""
        shown: dict[Rung, WayOut] = {}

        def settled(rung: Rung) -> bool:
            way = self._shown(_joined((rung, others)))
            if way is not None:
                shown[rung] = way
            return way is not None

        number = self._lowest(ladder, settled)
        return None if number is None else shown.get(ladder[number])

    def _settles(self, setting: Setting, rung: Rung, reasons: Sequence[Reason]) -> bool:
        """Whether the reasons alone can be kept after the changes."""
        after = _after(setting, rung)
        concerned = {reason.rule for reason in reasons}
        rows = HardRows(
            encode(after.problem, [rule for rule in after.rules if rule.name in concerned]), self.held
        )
        new = {agent.id for agent in after.problem.agents} - {agent.id for agent in setting.problem.agents}
        asked = set(reasons)
        those = [reason for reason in rows.reasons if reason in asked or reason.place.agent in new]
        return isinstance(answer(rows, those, self.hold.part(STEP_SECONDS)), Kept)

    def _shown(self, changes: Rung) -> WayOut | None:
        """The way out, where a roster keeps everything after it."""
        after = _after(self.setting, changes)
        rows = HardRows(encode(after.problem, after.rules), self.held)
        said = searched(rows, rows.reasons, self.hold.part(WHOLE_SECONDS))
        if not isinstance(said, Kept) or not verify(after.problem, after.rules, said.cells).lawful:
            return None
        return WayOut(changes, said.cells)

    def _settle(self, changes: Rung) -> WayOut | None:
        """These changes, and the cheapest for whatever clashes after them."""
        for _ in range(MOST_ROUNDS):
            way = self._shown(changes)
            if way is not None or not self.hold.left:
                return way
            after = _after(self.setting, changes)
            more = clashes(HardRows(encode(after.problem, after.rules), self.held), after.rules, self.hold)
            added = [next(self._options(after, group, self.hold), None) for group in alike(more.found)]
            if not any(added):
                return None
            changes = _joined((changes, *(ladder[0] for ladder in added if ladder)))
        return None


def _after(setting: Setting, changes: Rung) -> Setting:
    return reduce(lambda before, change: change.apply(before), changes, setting)


def _joined(rungs: Iterable[Rung]) -> Rung:
    return tuple(dict.fromkeys(change for rung in rungs for change in rung))


def _needed(every: Sequence[WayOut]) -> list[WayOut]:
    """Without ways out that change all that another changes, and more."""
    return [way for way in every if not any(set(other.changes) < set(way.changes) for other in every)]
