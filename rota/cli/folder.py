"""The workspace argument that commands share, and where results lie in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

Folder = Annotated[
    Path, typer.Argument(help="The workspace: a folder with team.yaml in it.", show_default="this folder")
]
InFolder = Annotated[
    Path, typer.Option("--in", metavar="FOLDER", help="The workspace.", show_default="this folder")
]
"""The same for a command whose arguments are something else."""
LaterFolder = Annotated[Path | None, typer.Argument(metavar="FOLDER", hidden=True)]
"""How commands took it before `--in`, after their own arguments."""
OUT = "out"
ROSTER = "roster.json"


def roster_path(folder: Path) -> Path:
    """Where the roster of a workspace is written."""
    return folder / OUT / ROSTER


def require_writable(path: Path) -> None:
    """Raise InputError where a file cannot be written: said before a long search, not after it."""
    folder = path.parent
    while not (folder.exists() or folder.is_symlink()):
        folder = folder.parent
    if path.is_dir():
        fault = Fault(str(path), 0, 0, f"a folder is in the place of the file `{path.name}`", "move it away")
    elif not folder.is_dir():
        fault = Fault(str(folder), 0, 0, "a file is in the place of a folder", "move it away")
    elif not os.access(folder, os.W_OK | os.X_OK):
        fault = Fault(str(folder), 0, 0, "nothing can be written in this folder", "check its permissions")
    else:
        return
    raise InputError([fault])


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files, each whole or not at all, once all look as if they can be written."""
    for path in files:
        require_writable(path)
    for path, content in files.items():
        _write(path, content)


def _write(path: Path, content: bytes) -> None:
    """First beside the place, then into it, so that a crash leaves what was there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        # What fails while it is written, on a full disk, names no file by itself.
        error.filename = error.filename or str(path)
        raise
    finally:
        beside.unlink(missing_ok=True)
