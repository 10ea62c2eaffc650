"""The workspace argument that commands share, and where results lie in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[
    Path, typer.Argument(help="The workspace: a folder with team.yaml in it.", show_default="this folder")
]
OUT = "out"
ROSTER = "roster.json"


def roster_path(folder: Path) -> Path:
    """Where the roster of a workspace is written."""
    return folder / OUT / ROSTER


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside it first, then in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
