"""`rota export`: the roster as files that other programs read."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import asked_instant
from rota.cli.folder import OUT, Folder, write_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from rota.roster import Roster


class Format(StrEnum):
    """The formats that a roster can be written in for everybody; pagers come beside them."""

    ICS = "ics"
    CSV = "csv"
    JSON = "json"


def export(
    folder: Folder = Path(),
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            help="ics, csv, json, or a pager. Without: the first three. For XLSX: rota report --payroll.",
        ),
    ] = None,
    pagers: Annotated[
        bool, typer.Option("--pagers", help="Every pager that `paging: systems` of team.yaml names.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="Where to; without: out/ in the workspace.")] = None,
    since: Annotated[
        str,
        typer.Option(metavar="TIME", help="Tell pagers nothing of what is before it.", show_default="now"),
    ] = "",
) -> None:
    """Write the roster as calendars (one an agent, one for the team), as CSV, as JSON, or for pagers.

    Everything is read back; what a pager is told is proved to page somebody at every minute.
    """
    from rota.cli.console import stdout_console
    from rota.cli.pager_export import lists_of, named_systems, pager_files, require_known, written_before
    from rota.cli.stored import read_roster

    wanted = list(formats or ([] if pagers else Format))
    require_known([name for name in wanted if name not in list(Format)], list(Format))
    roster = read_roster(folder)
    target = out or folder / OUT
    systems = [name for name in wanted if name not in list(Format)]
    systems += [name for name in (named_systems(folder) if pagers else ()) if name not in systems]
    # Everything is rendered and read back before the first file is written.
    rendered = {name: _render(Format(name), roster) for name in wanted if name in list(Format)}
    notes: Sequence[str] = ()
    if systems:
        told, notes = pager_files(folder, roster, systems, since=_since(since, roster))
        rendered |= told
    old = [path for name in systems for path in written_before(target, name, rendered[name])]
    lists = dict(lists_of(target, {name: rendered[name] for name in systems}))
    whole = {target / path: content for files in rendered.values() for path, content in files.items()}
    write_files({**whole, **lists})
    for path in old:
        path.unlink()
    console = stdout_console()
    width = max(5, *(len(name) for name in rendered))
    for name, files in rendered.items():
        where = target / next(iter(files))
        shown = f"{where.parent}, {len(files)} files" if len(files) > 1 else f"{where}"
        console.print(f"{name:<{width}} {shown}", soft_wrap=True)
    for note in notes:
        console.print(note, soft_wrap=True)


def _since(text: str, roster: Roster) -> datetime:
    return max(asked_instant(text, roster.zone, option="--since"), roster.start)


def _render(wanted: Format, roster: Roster) -> Mapping[str, bytes]:
    match wanted:
        case Format.ICS:
            from exports import ics

            calendars = ics.calendars(roster)
            for name, content in calendars.items():
                ics.read(content, name=name)
            return {f"calendars/{name}": content for name, content in calendars.items()}
        case Format.CSV:
            from exports import csv

            content = csv.write(roster)
            csv.read(content)
            return {"roster.csv": content}
        case Format.JSON:
            from exports import json

            content = json.write(roster)
            json.read(content)
            return {"roster.json": content}
