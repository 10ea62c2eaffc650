"""`rota export`: the roster as files that other programs read."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.folder import OUT, Folder, write_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.roster import Roster


class Format(StrEnum):
    """The formats that a roster can be written in."""

    ICS = "ics"
    CSV = "csv"
    JSON = "json"


def export(
    folder: Folder = Path(),
    formats: Annotated[
        list[Format] | None, typer.Option("--format", "-f", help="Without: all of them.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where to; without: out/ in the workspace.")] = None,
) -> None:
    """Write the roster as calendars (one an agent, one for the team), as CSV, as JSON; each read back."""
    from rota.cli.console import stdout_console
    from rota.cli.stored import read_roster

    roster = read_roster(folder)
    target = out or folder / OUT
    console = stdout_console()
    # Everything is rendered and read back before the first file is written.
    rendered = {wanted.value: _render(wanted, roster) for wanted in formats or list(Format)}
    write_files({target / path: content for files in rendered.values() for path, content in files.items()})
    for name, files in rendered.items():
        where = target / next(iter(files))
        shown = f"{where.parent}, {len(files)} files" if len(files) > 1 else f"{where}"
        console.print(f"{name:<5} {shown}", soft_wrap=True)


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
