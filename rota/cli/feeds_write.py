"""`rota feeds write`: the feeds as files for any web server, their names the secret."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import At, now_of
from rota.cli.feed_choice import Base, base_of
from rota.cli.folder import OUT, Folder, write_files
from rota.cli.lead import By, lead_named
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from rota.cli.feed_state import Desk
    from rota.feeds.published import State
    from rota.store.feed_tokens import Link

INDEX = "feeds.csv"
LISTED_BY_NAME_ONLY = 0o711

Out = Annotated[Path, typer.Option(help="The folder that the web server serves.")]


def write(
    folder: Folder = Path(),
    out: Out = Path("public"),
    base: Base = "",
    by: By = "",
    now: At = "",
) -> None:
    """Write a calendar for each agent and role and the team, and one of each with shifts on call alone.

    Files that have not changed are left as they are; each is replaced whole. Who reads which address is
    in the index, out/feeds.csv in the workspace: it is for the lead alone.
    """
    show_written(folder, out, base=base, at=now_of(now), by=lead_named(by))


def show_written(folder: Path, out: Path, *, base: str, at: datetime, by: str) -> None:
    """Write the feeds and say so."""
    from rota.cli.console import stdout_console

    changed, count = write_static(folder, out, base=base, at=at, by=by)
    console = stdout_console()
    console.print(f"{out}, {count} calendars, {changed} of them new or changed", soft_wrap=True)
    console.print(f"{folder / OUT / INDEX}, who has which address: for you alone", soft_wrap=True)


def require_apart(folder: Path, out: Path, base: str) -> str:
    """The server's address; raises InputError for none, and where the index would be served too."""
    from rota.cli.feed_state import known_address

    index = folder / OUT / INDEX
    if index.resolve().is_relative_to(out.resolve()):
        message = f"the index `{index}` would be served with the feeds"
        raise InputError([Fault(str(out), 0, 0, message, "write the feeds into another folder")])
    return base_of(base, known=known_address(folder))


def write_static(folder: Path, out: Path, *, base: str, at: datetime, by: str) -> tuple[int, int]:
    """How many files were new or changed, and of how many."""
    from rota.cli.feed_state import desk_of, state_at
    from rota.feeds.static import static_files
    from rota.store.database import NAME, connected, writing
    from rota.store.feed_tokens import links

    address, desk, index = require_apart(folder, out, base), desk_of(folder), folder / OUT / INDEX
    with connected(folder / NAME) as store:
        with writing(store):
            _add_missing(store, desk, at=at, by=by)
        state = state_at(folder, store, at, before=desk)
        known = tuple(link for link in links(store) if link.folder)
    files = {out / path: content for path, content in static_files(state, known, at).items()}
    changed = {path: content for path, content in files.items() if _differs(path, content)}
    write_files({index: _index(state, known, at, address), **changed})
    index.chmod(0o600)
    _tidy(out, known, files)
    return len(changed), len(files)


def _add_missing(store: sqlite3.Connection, desk: Desk, *, at: datetime, by: str) -> None:
    from rota.cli.feed_choice import every_subject
    from rota.store.feed_tokens import add, links, new_token

    served = {link.subject for link in links(store) if link.folder and not link.fate}
    for subject in every_subject(desk):
        if subject.kind != "lead" and subject not in served:
            add(store, subject, token=new_token(), at=at, by=by, static=True)


def _differs(path: Path, content: bytes) -> bool:
    return not path.is_file() or path.stat().st_size != len(content) or path.read_bytes() != content


def _index(state: State, links: Iterable[Link], at: datetime, base: str) -> bytes:
    import csv
    from io import StringIO

    from exports.inert import inert
    from rota.feeds.static import static_paths

    text = StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(["link", "kind", "id", "state", "calendar", "on_call_only"])
    for link in links:
        paths = [f"{base}/{path}" for path in static_paths(state, link)]
        shown = [str(link.number), link.subject.kind, inert(link.subject.id), link.fate or "live"]
        if link.state(at) != "gone":
            table.writerow([*shown, *paths])
    return text.getvalue().encode()


def _tidy(out: Path, links: Iterable[Link], files: Iterable[Path]) -> None:
    """Remove what our own links no longer have; what else lies in the folder is not ours."""
    kept = set(files)
    for link in links:
        place = out / "f" / link.folder
        for path in sorted(place.rglob("*.ics")):
            if path not in kept:
                path.unlink()
        for emptied in (place / "on-call", place):
            if emptied.is_dir() and not any(emptied.iterdir()):
                emptied.rmdir()
    (out / "f").chmod(LISTED_BY_NAME_ONLY)
