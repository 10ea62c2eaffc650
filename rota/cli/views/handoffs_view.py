"""Handoffs on the terminal: by the moment, who gives which role to whom, until when, and who is next."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from rota.cli.asked import both_clocks
from rota.cli.views.wording import shown
from rota.localtime import DAY, clock_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rota.paging.handoffs import Handoff
    from rota.roster import Roster

WEEKDAY, DATE = len("Sat "), len("Sat 27 Mar ")
"""Of a moment in words, how long these are."""


def handoff_lines(found: Sequence[Handoff], roster: Roster, *, zone: str, width: int) -> Iterator[str]:
    """A line a moment, on every clock that it concerns, and a line a role; where that is too long, two."""
    names = {member.id: shown(member.name) for member in roster.members}
    homes = {member.id: member.zone for member in roster.members}
    hands = [_hands(one, names) for one in found]
    columns = [max(map(cell_len, column)) for column in zip(*hands, strict=True)]
    for at, those in groupby(zip(found, hands, strict=True), key=lambda each: each[0].at):
        moment = list(those)
        people = [person for one, _ in moment for person in (one.giver, one.taker)]
        yield both_clocks(at, zone, *(homes.get(person, zone) for person in people))
        for one, words in moment:
            sized = (set_cell_size(*each) for each in zip(words, columns, strict=True))
            line, later = f"  {'  '.join(sized)}", _later(one, names, zone)
            if cell_len(line) + 2 + cell_len(later) <= width:
                yield f"{line}  {later}"
            else:
                yield line.rstrip()
                yield f"  {' ' * columns[0]}  {later}"


def _hands(one: Handoff, names: Mapping[str, str]) -> tuple[str, str, str]:
    giver, taker = (names.get(person, "nobody") for person in (one.giver, one.taker))
    return shown(one.role), giver, f"to {taker}"


def _later(one: Handoff, names: Mapping[str, str], zone: str) -> str:
    """Until when, as shortly as the week allows, and who comes then."""
    until, begins = clock_text(one.until, zone), clock_text(one.at, zone)
    if one.until - one.at < 6 * DAY:
        until = until[DATE:] if until[:DATE] == begins[:DATE] else f"{until[:WEEKDAY]}{until[DATE:]}"
    then = names.get(one.next_up, "")
    return f"until {until}" + (f", then {then}" if then else "")
