"""Reads a history row by row: contacts by queue and start as written, then by UTC instant."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from rota.load.forecast_numbers import number
from rota.load.instants import STAMP_HELP, stamp_of, wall_clock
from rota.load.source import did_you_mean
from rota.localtime import resolve, zone_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from rota.errors import Fault
    from rota.load.contact_rows import ContactRows
    from rota.load.table import Row, Table

YEARS = range(1900, 3000)


@dataclass
class Reading:
    """What has been read of a history so far, by queue and start as written; faults and notes."""

    rows: ContactRows
    zone: str
    queue: str
    known: Collection[str]
    minutes: int
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    read: dict[str, dict[datetime, float]] = field(default_factory=lambda: defaultdict(dict))
    again: dict[str, dict[datetime, float]] = field(default_factory=lambda: defaultdict(dict))
    lines: dict[str, dict[datetime, Row]] = field(default_factory=lambda: defaultdict(dict))
    twice: list[Row] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)

    @property
    def table(self) -> Table:
        """The file as a table."""
        return self.rows.table

    def take(self, row: Row) -> None:
        """Add a row, or say what is wrong with it."""
        stamp = stamp_of(row[self.rows.time])
        if stamp is None or stamp.year not in YEARS:
            message = f"`{row[self.rows.time]}` is not a timestamp"
            self.faults.append(self.table.fault(row, self.rows.time, message, help=STAMP_HELP))
            return
        queue = row[self.rows.queue] if self.rows.queue else self.queue
        if self.known and queue not in self.known:
            self.unknown[queue] += 1
            if self.unknown[queue] == 1:
                self.faults.append(self._unknown_queue(row, queue))
            return
        start = stamp.astimezone(UTC) if stamp.tzinfo else stamp
        if self.rows.is_log:
            start = self._floor(start)
            self.read[queue][start] = self.read[queue].get(start, 0.0) + 1
            self.lines[queue].setdefault(start, row)
            return
        count, message, help_text = number(row[self.rows.count])
        if message:
            help_text = help_text or "leave out the line of an interval of which nothing is known"
            self.faults.append(self.table.fault(row, self.rows.count, message, help=help_text))
        self._count(queue, start, count, row)

    def _unknown_queue(self, row: Row, queue: str) -> Fault:
        if self.rows.queue or queue:
            column, help_text = self.rows.queue or self.rows.time, did_you_mean(queue, self.known)
            return self.table.fault(row, column, f"unknown queue `{queue}`", help=help_text)
        message = "the file has no column for the queue, and the team has several"
        help_text = f"say which with --queue: {', '.join(sorted(self.known))}"
        return self.table.fault(row, self.rows.time, message, help=help_text)

    def _count(self, queue: str, start: datetime, count: float, row: Row) -> None:
        first = self.lines[queue].setdefault(start, row)
        if first is row:
            self.read[queue][start] = count
        elif self._repeated(start) and start not in self.again[queue]:
            self.again[queue][start] = count
        elif count == self.read[queue][start]:
            self.twice.append(row)
        else:
            message = f"queue `{queue}` has this interval twice, with other counts"
            help_text = f"the first is on line {first.line}"
            self.faults.append(self.table.fault(row, self.rows.time, message, help=help_text))

    def _floor(self, start: datetime) -> datetime:
        """The beginning of the interval, on the wall clock."""
        local = start.astimezone(zone_of(self.zone)) if start.tzinfo else start
        over = timedelta(
            minutes=local.minute % self.minutes, seconds=local.second, microseconds=local.microsecond
        )
        return start - over

    def _repeated(self, start: datetime) -> bool:
        if start.tzinfo:
            return False
        first, second = (resolve(start.date(), start.time(), self.zone, fold=fold) for fold in (0, 1))
        return first != second and wall_clock(first, self.zone) == start

    def instants(self) -> tuple[dict[str, dict[datetime, float]], dict[str, dict[datetime, int]]]:
        """What was read by UTC instant, and the lines it was read on."""
        counts: dict[str, dict[datetime, float]] = {}
        lines: dict[str, dict[datetime, int]] = {}
        skipped: list[Row] = []
        doubled: list[Row] = []
        halved: list[Row] = []
        for queue, read in self.read.items():
            counts[queue], lines[queue] = {}, {}
            for start, count in read.items():
                row = self.lines[queue][start]
                parts = self._parts(queue, start, count)
                if not parts:
                    skipped.append(row)
                if len(parts) > 1:
                    (doubled if start in self.again[queue] else halved).append(row)
                for instant, part in parts:
                    counts[queue][instant] = counts[queue].get(instant, 0.0) + part
                    lines[queue][instant] = row.line
        clocks = f"that the clocks of {self.zone} skip"
        self._say(skipped, f"interval {clocks} is left out", f"intervals {clocks} are left out")
        clocks = f"that the clocks of {self.zone} repeat"
        twice = "written twice: first the first, then the second"
        once = "written once: half of it in each"
        self._say(doubled, f"interval {clocks} is {twice}", f"intervals {clocks} are {twice}")
        self._say(halved, f"interval {clocks} is {once}", f"intervals {clocks} are {once}")
        again = "the same again"
        self._say(self.twice, f"line that says {again} is left out", f"lines that say {again} are left out")
        return counts, lines

    def _parts(self, queue: str, start: datetime, count: float) -> list[tuple[datetime, float]]:
        if start.tzinfo:
            return [(start, count)]
        first, second = (resolve(start.date(), start.time(), self.zone, fold=fold) for fold in (0, 1))
        if wall_clock(first, self.zone) != start:
            return []
        if first == second:
            return [(first, count)]
        if start in self.again[queue]:
            return [(first, count), (second, self.again[queue][start])]
        return [(first, count / 2), (second, count / 2)]

    def _say(self, rows: list[Row], one: str, more: str) -> None:
        if rows:
            first = min(row.line for row in rows)
            self.notes.append(
                f"{self.table.source.path}:{first}: {len(rows)} {one if len(rows) == 1 else more}"
            )
