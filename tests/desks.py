"""A help desk that has published, with links, and the server's answers without a network."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from rosters import BEFORE, act, roster
from small import MONDAY, daily

from rota.feeds.addresses import feed_path, page_path
from rota.feeds.app import App
from rota.feeds.fetch_notes import FetchNotes
from rota.feeds.lead_page import lead_page
from rota.feeds.published import read_state
from rota.feeds.shelf import Shelf
from rota.feeds.subject_page import subject_page
from rota.store.database import writing
from rota.store.feed_tokens import Subject, add, new_token
from rota.store.publish import publish

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from rota.feeds.document import Document
    from rota.feeds.published import State
    from rota.roster import Roster
    from rota.store.feed_tokens import Link

SOON = BEFORE + timedelta(days=25)
"""Five days before the first shift."""
SHIFTS = (
    *daily("early", MONDAY, 7),
    *daily("late", MONDAY, 7),
    *daily("pager", MONDAY, 7, "22:00", "06:00", kind="on_call", role="primary"),
)
WORKED = ("ana early mo", "bo late mo", "cem pager mo", "ana early tu", "bo pager tu", "cem late we")


def desk_roster(*worked: str, **more: object) -> Roster:
    """A week of early and late shifts and a pager at night."""
    return roster(*(worked or WORKED), shifts=SHIFTS, members="ana bo cem", **more)


@dataclass(frozen=True)
class Answered:
    """A status, headers by name in lower case, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Desk:
    """A store and an app over it; `now` is the server's clock."""

    store: sqlite3.Connection
    now: datetime = SOON
    checklist: tuple[str, ...] = ()
    notes: FetchNotes = field(default_factory=FetchNotes)
    failures: list[Exception] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.app = App(
            Shelf(self.read()),
            clock=lambda: self.now,
            page=self._page,
            notes=self.notes,
            failed=self.failures.append,
        )

    def read(self) -> State:
        """What the store says now."""
        return read_state(
            self.store, now=self.now, team="Help desk", zone="Europe/Berlin", checklist=self.checklist
        )

    def reload(self) -> None:
        """What the keeper does when somebody has published."""
        self.app.shelf.state = self.read()

    def publish(self, found: Roster, expected: int, at: datetime | None = None) -> None:
        """Publish a roster and serve it."""
        publish(self.store, found, act(expected, at or self.now))
        self.reload()

    def link(self, kind: str, id: str = "", alarms: Iterable[int] = ()) -> tuple[Link, str]:
        """A new link and its token."""
        token = new_token()
        with writing(self.store):
            made = add(self.store, Subject(kind, id), token=token, at=self.now, by="mo", alarm_minutes=alarms)
        self.reload()
        return made, token

    def ask(self, path: str, *, method: str = "GET", **headers: str) -> Answered:
        """An answer; `if_none_match` and the like are headers."""
        raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        return self.ask_raw(path, method=method, headers=raw)

    def ask_raw(self, path: str, *, method: str, headers: list[tuple[bytes, bytes]]) -> Answered:
        """An answer to whatever bytes."""
        return asyncio.run(self._ask(path, method, headers))

    def feed(self, token: str, **more: str) -> Answered:
        """The answer at a link's feed."""
        return self.ask(feed_path(token, "shifts"), **more)

    def page(self, token: str) -> str:
        """The page at a link."""
        answer = self.ask(page_path(token))
        assert answer.status == 200
        return answer.body.decode()

    async def _ask(self, path: str, method: str, headers: list[tuple[bytes, bytes]]) -> Answered:
        sent: list[dict[str, object]] = []

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        scope = {"type": "http", "method": method, "path": path, "headers": headers, "query_string": b""}
        await self.app(scope, receive, send)
        start, body = sent
        told = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
        return Answered(start["status"], told, body["body"])

    def _page(self, link: Link, token: str, now: datetime) -> Document:
        state = self.app.shelf.state
        if link.subject.kind == "lead":
            return lead_page(state, now)
        return subject_page(state, link, token, now, base="https://rota.example.org")
