"""The files of a workspace that are read: each a file, or a message on what lies in its place."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

AWAY = "move it away"


def input_files(folder: Path, names: Iterable[str], *, within: str) -> dict[str, bytes]:
    """The contents of those that are there, and of all in the folder `within`, by path with forward slashes.

    Raises InputError where something else lies in the place of a file or a folder: what is passed over in
    silence is missed by nobody.
    """
    if folder.is_file():
        help_text = f"give the folder that it is in: `{quote(str(folder.parent))}`"
        raise InputError([Fault(str(folder), 0, 0, "a workspace is a folder, and this is a file", help_text)])
    found, inside = [folder / name for name in names], folder / within
    if inside.is_dir():
        found += sorted(path for path in inside.iterdir() if not path.name.startswith("."))
    present = [path for path in found if path.exists() or path.is_symlink()]
    faults = [*_in_place_of_a_folder(inside), *(fault for path in present for fault in _no_file(path))]
    if faults:
        raise InputError(faults)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in present}


def _in_place_of_a_folder(path: Path) -> Iterator[Fault]:
    if not path.is_dir() and (path.exists() or path.is_symlink()):
        yield Fault(str(path), 0, 0, "a file is in the place of a folder", AWAY)


def _no_file(path: Path) -> Iterator[Fault]:
    if path.is_dir():
        yield Fault(str(path), 0, 0, f"a folder is in the place of the file `{path.name}`", AWAY)
    elif not path.is_file():
        yield Fault(str(path), 0, 0, f"`{path.name}` is no file that can be read", AWAY)
