"""Keeps what is served up with the store: a thread that looks for changes and takes down what was read.

SQLite tells in `data_version` whether another connection has committed anything
(sqlite.org/pragma.html#pragma_data_version); our own commits do not move it.
"""

from __future__ import annotations

import sqlite3
from threading import Event, Thread
from typing import TYPE_CHECKING

from rota.errors import RotaError
from rota.feeds.window import window_at
from rota.store.database import connected, writing
from rota.store.feed_tokens import note_fetches

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from rota.feeds.app import App
    from rota.feeds.fetch_notes import FetchNotes
    from rota.feeds.published import State

LOOK_SECONDS = 1.0
LOOKS_BETWEEN_NOTES = 30


class Keeper:
    """Brings the app's shelf up to date while it runs. `read` makes a state of what the store says now."""

    def __init__(
        self,
        database: Path,
        app: App,
        notes: FetchNotes,
        *,
        clock: Callable[[], datetime],
        read: Callable[[sqlite3.Connection], State],
    ) -> None:
        self._database = database
        self._app = app
        self._notes = notes
        self._clock = clock
        self._read = read
        self._version = -1
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="keeper", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; what was read is taken down first."""
        self._stopped.set()
        self._thread.join()

    def look(self, connection: sqlite3.Connection) -> bool:
        """Take over what has changed, and say whether anything has."""
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        state = self._app.shelf.state
        if version == self._version and window_at(self._clock(), state.zone) == state.window:
            return False
        self._app.shelf.state = self._read(connection)
        self._version = version
        return True

    def take_down(self, connection: sqlite3.Connection) -> None:
        """Write who has read what; where somebody else is writing for long, it is kept for later."""
        taken = self._notes.take()
        if not taken:
            return
        try:
            with writing(connection):
                note_fetches(connection, taken)
        except sqlite3.OperationalError:
            self._notes.give_back(taken)

    def _run(self) -> None:
        """A store that cannot be read is tried again: until then what was read last is served."""
        while not self._stopped.is_set():
            try:
                with connected(self._database) as connection:
                    self._app.well = True
                    self._watch(connection)
            except Exception as error:  # a thread that ended would leave the feeds as they are for ever
                if not isinstance(error, (RotaError, sqlite3.Error, OSError)):
                    self._app.failed(error)
                self._app.well = False
                self._version = -1
                self._stopped.wait(LOOK_SECONDS)

    def _watch(self, connection: sqlite3.Connection) -> None:
        looks = 0
        while not self._stopped.wait(LOOK_SECONDS):
            self.look(connection)
            looks += 1
            if looks % LOOKS_BETWEEN_NOTES == 0:
                self.take_down(connection)
        self.take_down(connection)
