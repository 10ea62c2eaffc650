"""What the roster changes for whom, against what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.ics_text import name_of
from rota.cli.views.diff_view import change_text, notice_text, shift_text, summary
from rota.report.report import Changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.changes import Change
    from rota.store.outlook import Outlook


def changes_of(outlook: Outlook, revision: int, zone: str) -> Changes:
    """The changes against a revision, 0 for none."""
    title = f"Against revision {revision}" if revision else "Nothing is published yet"
    if outlook.empty:
        return Changes(revision, title, (), (), ("No shift changes for anybody.",))
    rows = tuple(_row(outlook, change, zone) for change in outlook.told)
    said = tuple(f"{line[:1].upper()}{line[1:]}." for line in summary(outlook))
    return Changes(revision, title, rows, tuple(_firsts(outlook, zone)), said)


def _row(outlook: Outlook, change: Change, zone: str) -> tuple[str, str, str, str]:
    late = ", short notice" if change in outlook.late else ""
    notice = notice_text(change.start, outlook.now) + late
    return name_of(change.member), change.kind, change_text(change, zone), notice


def _firsts(outlook: Outlook, zone: str) -> Iterator[tuple[str, str, str]]:
    """For each agent how many shifts are told for the first time, and which of them comes first."""
    for agent in dict.fromkeys(one.member.id for one in outlook.new):
        mine = [one for one in outlook.new if one.member.id == agent]
        yield name_of(mine[0].member), f"{len(mine)}", shift_text(mine[0].shift, zone)
