"""What the report says, in words and numbers that the templates only have to put in their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rota.report.heat import HeatMap
    from rota.report.plot import Plot


@dataclass(frozen=True, slots=True)
class Fact:
    """A number at the top of the report; `mood` is good, bad or nothing."""

    about: str
    value: str
    remark: str = ""
    mood: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A shift in a cell: how it is coloured, what it is called, and all of it in words."""

    look: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Day:
    """A column: `Mon 8`, the whole name, and how it is told from others."""

    weekday: str
    number: str
    name: str
    weekend: bool
    monday: bool


@dataclass(frozen=True, slots=True)
class AgentRow:
    """An agent's days. `home` is empty where it is the team's; a cell is chips, leave, or a wish's mark."""

    name: str
    home: str
    cells: tuple[Cell, ...]
    hours: str


@dataclass(frozen=True, slots=True)
class Cell:
    """An agent's day: its shifts, whether it is leave, and `met` or `missed` where something was asked."""

    chips: tuple[Chip, ...]
    leave: bool = False
    wish: str = ""


@dataclass(frozen=True, slots=True)
class AgentGrid:
    """Agents by days, some weeks of them."""

    title: str
    days: tuple[Day, ...]
    rows: tuple[AgentRow, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a shift; `clock` is the shift at home, where home has another clock."""

    name: str
    clock: str = ""


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A template's week: who is on each day's shift; None where there is no shift on that day."""

    chip: Chip
    clock: str
    days: tuple[tuple[Person, ...] | None, ...]


@dataclass(frozen=True, slots=True)
class DayGrid:
    """Shifts by days, one week of them."""

    title: str
    days: tuple[Day, ...]
    rows: tuple[ShiftRow, ...]


@dataclass(frozen=True, slots=True)
class CoverDay:
    """Agent-hours of a day, and its worst interval in words."""

    day: str
    wanted: str
    covered: str
    missing: str
    over: str
    share: float
    worst: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The load against who is there: plots, days, and what is not measured."""

    plots: tuple[Plot, ...]
    days: tuple[CoverDay, ...]
    summary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A queue's service level over the horizon."""

    queue: str
    means: str
    contacts: str
    asked: str
    expected: str
    played: str
    below: str
    worst: str
    missed: bool


@dataclass(frozen=True, slots=True)
class Service:
    """Service level by queue, its maps by interval, and where the played figures come from."""

    rows: tuple[ServiceRow, ...]
    maps: tuple[HeatMap, ...]
    source: str
    played: bool


@dataclass(frozen=True, slots=True)
class Share:
    """What an agent carries of a burden; `distance` is what the bar draws."""

    name: str
    now: str
    fair: str
    before: str
    off: str
    distance: float


@dataclass(frozen=True, slots=True)
class Burden:
    """A burden and everybody's part of it; `furthest` is the longest bar, above zero."""

    name: str
    total: str
    furthest: float
    before: bool
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an agent asked for: how much of it is met, and what is not, in words."""

    name: str
    asked: int
    met: int
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table: the first column heads its row, from column `numbers` on there are numbers.

    `totals` are rows that add up others.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int
    totals: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule: whether it is kept, what it costs, what it says, and how near it came."""

    name: str
    must: bool
    status: str
    mood: str
    says: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """How good the roster is known to be: sentences first, then the figures behind them."""

    status: str
    sentences: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    inputs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from revision `since`, 0 where nothing is published: what people are told; a summary."""

    since: int
    title: str
    rows: tuple[tuple[str, str, str, str], ...]
    firsts: tuple[tuple[str, str, str], ...]
    summary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All of it; a section that has nothing to say is None or empty."""

    team: str
    span: str
    zone: str
    made: str
    facts: tuple[Fact, ...]
    warnings: tuple[str, ...]
    grids: tuple[AgentGrid, ...]
    legend: tuple[Chip, ...]
    weeks: tuple[DayGrid, ...]
    coverage: Coverage | None
    service: Service | None
    burdens: tuple[Burden, ...]
    wishes: tuple[Wishes, ...]
    hours: Table
    on_call: Table | None
    rules: tuple[RuleRow, ...]
    proof: Proof
    changes: Changes
