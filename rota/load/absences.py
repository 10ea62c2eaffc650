"""availability/: who is away when, from busy calendars (.ics) and leave lists (.csv).

Only spans are kept, never why somebody is away.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from rota.errors import Fault, InputError
from rota.load.absence_csv import read_leave_list
from rota.load.source import did_you_mean
from rota.load.span import merge
from rota.problem import Absence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from rota.load.span import Span

SHARED_LIST = "absences.csv"
"""The one file that is named for no agent: its rows name theirs."""


def read_absences(
    files: Sequence[tuple[str, bytes]], *, agents: Mapping[str, str], start: datetime, end: datetime
) -> tuple[Absence, ...]:
    """Absences within [start, end), without overlaps for one agent's leave, nor for what is none.

    `files` are names (or paths) and contents; `agents` maps an id to its zone. Raises one InputError
    with the faults of all files.
    """
    spans: dict[tuple[str, bool], list[Span]] = {}
    faults: list[Fault] = []
    for path, content in files:
        try:
            for key, found in _read(path, content, agents=agents, start=start, end=end).items():
                spans.setdefault(key, []).extend(found)
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    return tuple(
        Absence(agent, span.start, span.end, leave=leave)
        for agent, leave in sorted(spans)
        for span in merge(spans[agent, leave], start=start, end=end)
    )


def _read(
    path: str, content: bytes, *, agents: Mapping[str, str], start: datetime, end: datetime
) -> Mapping[tuple[str, bool], Sequence[Span]]:
    """The spans of one file by agent and whether they are leave, as all busy times are."""
    name = PurePath(path)
    if name.suffix not in (".ics", ".csv"):
        message = f"`{name.name}` is neither .ics nor .csv"
        raise InputError([Fault(path, 0, 0, message, "save it as one of them, or move it elsewhere")])
    if name.name == SHARED_LIST:
        return read_leave_list(path, content, agents=agents)
    agent = name.stem
    if agent not in agents:
        message = f"file `{name.name}` is named for no agent"
        raise InputError([Fault(path, 0, 0, message, did_you_mean(agent, agents))])
    if name.suffix == ".csv":
        return read_leave_list(path, content, agents=agents, owner=agent)
    # Calendars are rare and their library is slow to import.
    from rota.load.absence_ics import read_calendar

    return {(agent, True): read_calendar(path, content, zone=agents[agent], start=start, end=end)}
