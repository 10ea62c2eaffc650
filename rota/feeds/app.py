"""The server's answers, as an ASGI application: a secret address in, a calendar or a page out.

Whoever does not have an address learns nothing: what is unknown, malformed or somebody else's has one
and the same answer, and no error says more. No request makes a client stop asking: nothing is answered
by 429. Nothing of a request is logged.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rota.feeds.addresses import address_of
from rota.feeds.answers import GONE, HEALTHY, NOT_ALLOWED, NOT_FOUND, ROBOTS, UNWELL, Answer
from rota.feeds.clients import family_of
from rota.store.feed_tokens import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from starlette.types import Receive, Scope, Send

    from rota.feeds.addresses import Address
    from rota.feeds.document import Document
    from rota.feeds.fetch_notes import FetchNotes
    from rota.feeds.shelf import Shelf
    from rota.store.feed_tokens import Link

    PageOf = Callable[[Link, str, datetime], Document]

FIXED = {"/healthz": HEALTHY, "/robots.txt": ROBOTS}


class App:
    """Answers from a shelf. `clock` tells the time, `page` renders a link's page at a moment.

    `notes` takes down which link was read when, `failed` is told of our bugs.
    """

    def __init__(
        self,
        shelf: Shelf,
        *,
        clock: Callable[[], datetime],
        page: PageOf,
        notes: FetchNotes,
        failed: Callable[[Exception], None],
    ) -> None:
        self.shelf = shelf
        self.well = True
        self._clock = clock
        self._page = page
        self._notes = notes
        self.failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; start and stop without a word."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        if scope["type"] != "http":
            return
        try:
            answer = await self._answer(scope)
        except Exception as error:  # whatever it is, it is told to nobody outside
            self.failed(error)
            answer = UNWELL
        body = b"" if scope["method"] == "HEAD" else answer.body
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Scope) -> Answer:
        path: str = scope["path"]
        fixed, address = FIXED.get(path), address_of(path)
        if fixed is None and address is None:
            return NOT_FOUND
        if scope["method"] not in ("GET", "HEAD"):
            return NOT_ALLOWED
        if fixed is not None:
            return fixed if self.well or fixed is not HEALTHY else UNWELL
        return await self._document(address, scope) if address else NOT_FOUND

    async def _document(self, address: Address, scope: Scope) -> Answer:
        now, link = self._clock(), self._link(address)
        if link is None:
            return NOT_FOUND
        state = link.state(now)
        if state == "gone" or (state == "ended" and address.kind == "page"):
            return GONE
        headers = dict(reversed(scope["headers"]))
        self._notes.note(link.number, now, family_of(headers.get(b"user-agent", b"").decode("latin-1")))
        if address.kind == "page":
            document = await asyncio.to_thread(self._page, link, address.token, now)
        elif state == "ended":
            document = self.shelf.ended(link)
        else:
            document = await self.shelf.calendar(link, on_call=address.kind == "on-call feed")
        if document.held_by(headers.get(b"if-none-match"), headers.get(b"if-modified-since")):
            return Answer(304, document.unchanged_headers, b"")
        return Answer(200, document.headers, document.body)

    def _link(self, address: Address) -> Link | None:
        link = self.shelf.state.links.get(digest_of(address.token))
        if link is None or not link.opened_by(address.token):
            return None
        # The lead's link opens a page and has no calendar.
        return None if link.subject.kind == "lead" and address.kind != "page" else link


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
