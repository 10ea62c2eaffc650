"""Turns and escalations as two tables, for spreadsheets and payrolls: RFC 4180, UTF-8.

What the roster leaves open is a row of the fallback's with `stand_in` true: a reader that knows nothing
of fallbacks finds somebody at every minute. `weekend` is Saturday or Sunday where the turn starts, on
the wall of `zone`. Cells that a spreadsheet would run are made inert, see `exports/inert.py`.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeVar

from exports.inert import bare, inert
from exports.instant import instant_of, instant_text
from exports.paging_model import content_of
from exports.paging_turns import covered_turns
from rota.errors import Fault, InputError
from rota.localtime import minutes_between, zone_of
from rota.paging.reading import ReadChain, Reading, ReadStep
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from exports.paging_turns import Keyed
    from rota.paging.plan import PagingPlan

SYSTEM = "paging-csv"
TURNS, STEPS = "turns.csv", "escalations.csv"
TURN_COLUMNS = (
    "turn_id",
    "shift_id",
    "role",
    "person",
    "name",
    "email",
    "start_utc",
    "end_utc",
    "start_local",
    "end_local",
    "zone",
    "hours",
    "weekend",
    "stand_in",
)
STEP_COLUMNS = ("escalation", "repeat", "step", "wait_minutes", "target_kind", "target")

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class _Step:
    """A row of the table of steps."""

    escalation: str
    repeat: int
    number: int
    wait_minutes: int
    target: tuple[Literal["role", "person"], str]


def write(plan: PagingPlan) -> dict[str, bytes]:
    """`turns.csv`, a row a turn, and `escalations.csv`, a row a target of a step."""
    turns = [_turn_cells(plan, keyed) for role in plan.roles for keyed in covered_turns(plan, role)]
    return {TURNS: _table(TURN_COLUMNS, turns), STEPS: _table(STEP_COLUMNS, _step_rows(plan))}


def read(files: Mapping[str, bytes]) -> Reading:
    """What the tables say; raises InputError with the line of each row that says nothing."""
    turns = _rows(content_of(files, TURNS), TURNS, TURN_COLUMNS, _turn)
    steps = _rows(content_of(files, STEPS), STEPS, STEP_COLUMNS, _step)
    return Reading(SYSTEM, tuple(sorted(turns)), chains=tuple(_chains(steps)), own_ids=True)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(columns)
    table.writerows([inert(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _turn_cells(plan: PagingPlan, keyed: Keyed) -> tuple[str, ...]:
    turn, zone = keyed.turn, zone_of(plan.zone)
    email = next((id for agent, name, id in plan.contacts if (agent, name) == (turn.person, "email")), "")
    start, end = turn.start.astimezone(zone), turn.end.astimezone(zone)
    hours = (Decimal(minutes_between(turn.start, turn.end)) / 60).quantize(Decimal("0.0001")).normalize()
    return (
        keyed.key,
        turn.shift,
        turn.role,
        turn.person,
        plan.name_of.get(turn.person, turn.person),
        email,
        instant_text(turn.start),
        instant_text(turn.end),
        start.isoformat(),
        end.isoformat(),
        plan.zone,
        f"{hours:f}",
        "true" if start.weekday() >= 5 else "false",
        "true" if keyed.stand_in else "false",
    )


def _step_rows(plan: PagingPlan) -> Iterator[tuple[str, ...]]:
    for escalation in plan.escalations:
        for number, step in enumerate(escalation.steps, start=1):
            for target in step.targets:
                kind = "role" if target.kind == "role" else "person"
                yield (
                    escalation.id,
                    str(escalation.repeat),
                    str(number),
                    str(step.wait_minutes),
                    kind,
                    target.id,
                )


def _rows(
    content: bytes, name: str, columns: Sequence[str], made: Callable[[Mapping[str, str]], Row]
) -> tuple[Row, ...]:
    lines = list(_lines(content, name))
    if not lines or tuple(lines[0][1]) != tuple(columns):
        raise InputError([Fault(name, 1, 1, "unknown columns", f"the header is `{','.join(columns)}`")])
    rows: list[Row] = []
    faults: list[Fault] = []
    for line, cells in lines[1:]:
        try:
            if len(cells) != len(columns):
                raise ValueError(f"{len(cells)} cells, {len(columns)} are required")
            rows.append(made(dict(zip(columns, (bare(cell) for cell in cells), strict=True))))
        except ValueError as error:
            faults.append(Fault(name, line, 1, str(error)))
    if faults:
        raise InputError(faults)
    return tuple(rows)


def _lines(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError([Fault(name, 0, 0, "not UTF-8 text", "save the file as CSV UTF-8")]) from None
    table = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in table:
            yield table.line_num, cells
    except csv.Error as error:
        raise InputError([Fault(name, table.line_num, 1, f"broken row: {error}")]) from None


def _turn(cell: Mapping[str, str]) -> Turn:
    start, end = _instant("start_utc", cell), _instant("end_utc", cell)
    if end <= start:
        raise ValueError(f"`{cell['end_utc']}` is the end, but the start is `{cell['start_utc']}`")
    return Turn(cell["role"], start, end, cell["person"], cell["shift_id"])


def _instant(column: str, cell: Mapping[str, str]) -> datetime:
    try:
        return instant_of(cell[column])
    except ValueError as error:
        raise ValueError(f"`{column}` {error}") from None


def _step(cell: Mapping[str, str]) -> _Step:
    kind = cell["target_kind"]
    if kind not in ("role", "person"):
        raise ValueError(f"`{kind}` is neither `role` nor `person`")
    return _Step(
        escalation=cell["escalation"],
        repeat=_count("repeat", cell),
        number=_count("step", cell),
        wait_minutes=_count("wait_minutes", cell),
        target=("role" if kind == "role" else "person", cell["target"]),
    )


def _count(column: str, cell: Mapping[str, str]) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", cell[column]):
        raise ValueError(f"`{column}` should be a whole number, not `{cell[column]}`")
    return int(cell[column])


def _chains(rows: Sequence[_Step]) -> Iterator[ReadChain]:
    """Rows of one escalation stand together, and within it those of one step."""
    for (escalation, repeat), of_chain in groupby(rows, key=lambda row: (row.escalation, row.repeat)):
        steps = tuple(
            ReadStep(tuple(row.target for row in of_step), wait_minutes)
            for (_, wait_minutes), of_step in groupby(
                of_chain, key=lambda row: (row.number, row.wait_minutes)
            )
        )
        yield ReadChain(escalation, steps, repeat)
