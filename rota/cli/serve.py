"""`rota serve`: feeds and pages at secret addresses, kept up with what is published."""

from __future__ import annotations

import signal
import socket
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.feed_choice import base_of
from rota.cli.folder import Folder  # noqa: TC001  # typer reads it
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    import sqlite3

    from rota.feeds.document import Document
    from rota.feeds.published import State
    from rota.store.feed_tokens import Link

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(
    folder: Folder = Path(),
    host: Annotated[str, typer.Option(help="Whom it listens to; without: this machine only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where it listens.")] = 8765,
    base: Annotated[
        str,
        typer.Option(metavar="URL", help="As others see it; without: team.yaml's address, or host and port."),
    ] = "",
) -> None:
    """Serve calendars and pages to who has a link from `rota feeds add`; Ctrl-C ends it.

    What is published while it runs appears within seconds. It speaks plain HTTP: put a server with
    HTTPS before it for others than this machine.
    """
    from rota.cli.feed_state import desk_of, state_at
    from rota.feeds.app import App
    from rota.feeds.fetch_notes import FetchNotes
    from rota.feeds.keeper import Keeper
    from rota.feeds.serving import server_of
    from rota.feeds.shelf import Shelf
    from rota.store.database import NAME, connected

    shown = f"[{host}]" if ":" in host else host
    desk = desk_of(folder)
    address = base_of(base, known=desk.address or f"http://{shown}:{port}")

    def read(store: sqlite3.Connection) -> State:
        return state_at(folder, store, _clock(), before=desk, figures=True)

    def page(link: Link, token: str, now: datetime) -> Document:
        return _page(shelf.state, link, token, now, address)

    with connected(folder / NAME) as store:
        shelf = Shelf(read(store))
    notes = FetchNotes()
    app = App(shelf, clock=_clock, page=page, notes=notes, failed=_tell)
    keeper = Keeper(folder / NAME, app, notes, clock=_clock, read=read)
    with _listening(host, port) as listener:
        _say_where(shelf.state, host, address)
        keeper.start()
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):
            server_of(app).run(sockets=[listener])
        keeper.stop()


def _listening(host: str, port: int) -> socket.socket:
    """A socket there; raises InputError where nothing can listen."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        # Python adds in brackets what it was about.
        said = (error.strerror or str(error)).partition(" (")[0]
        message = f"nothing can listen at {host}:{port}: {said[:1].lower()}{said[1:]}"
        raise InputError([Fault("", 0, 0, message, "choose another `--host` or `--port`")]) from None


def _page(state: State, link: Link, token: str, now: datetime, base: str) -> Document:
    from rota.feeds.lead_page import lead_page
    from rota.feeds.subject_page import subject_page

    if link.subject.kind == "lead":
        return lead_page(state, now)
    return subject_page(state, link, token, now, base=base)


def _clock() -> datetime:
    return datetime.now(UTC)


def _tell(error: Exception) -> None:
    """Our bugs, by kind and place: what they say might hold a name or an address."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else ""
    sys.stderr.write(f"error: a bug in rota: {type(error).__name__} at {place}\n")


def _say_where(state: State, host: str, base: str) -> None:
    living = sum(1 for link in state.links.values() if not link.fate and not link.folder)
    revision = f"revision {state.published.revision}" if state.published else "nothing published yet"
    sys.stderr.write(f"serving {revision} to {living} links at {base}, Ctrl-C ends it\n")
    if host not in LOOPBACK:
        sys.stderr.write("this is plain HTTP for other machines too: put a server with HTTPS before it\n")
