"""`rota init`: a commented workspace to start from."""

from __future__ import annotations

import shlex
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.folder import write_files
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LEFT_OUT = ("out", "__pycache__", "rota.db")


class Template(StrEnum):
    """The workspaces that one can start from."""

    HELPDESK = "helpdesk-24x7"
    ONCALL = "small-oncall"
    FIRST_HIRE = "first-hire"
    SUN = "follow-the-sun"


def init(
    folder: Annotated[Path, typer.Argument(help="Where the workspace is made.")],
    template: Annotated[Template, typer.Option(help="What to start from.")] = Template.FIRST_HIRE,
) -> None:
    """Make a commented workspace that plans at once; never overwrites a file."""
    from importlib.resources import files

    templates = files("rota") / "templates"
    if not templates.is_dir():
        # In a checkout the examples lie beside the package; a wheel carries them within.
        templates = Path(__file__).parents[2] / "examples"
    found = dict(_files_in(templates / template.value, Path()))
    there = [path for path in found if (folder / path).exists()]
    if there:
        raise InputError(
            [
                Fault(str(folder / path), 0, 0, "the file exists already", "choose an empty folder")
                for path in there
            ]
        )
    write_files({folder / path: content for path, content in found.items()})
    made = "".join(f"made {folder / path}\n" for path in found)
    where = shlex.quote(str(folder))
    sys.stdout.write(f"{made}next: rota check {where}, then rota plan {where}\n")


def _files_in(folder: Traversable, path: Path) -> list[tuple[Path, bytes]]:
    found: list[tuple[Path, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name in LEFT_OUT or entry.name.endswith(".py"):
            continue
        if entry.is_dir():
            found += _files_in(entry, path / entry.name)
        elif not entry.name.startswith("."):
            found.append((path / entry.name, entry.read_bytes()))
    return found
