"""Documents by link: rendered when first asked for, and again only when what they show has changed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from rota.feeds.answers import CALENDAR, FEED_HEADERS
from rota.feeds.cache import Cache
from rota.feeds.document import Document
from rota.feeds.rendering import changed_at, rendered, tombstone

if TYPE_CHECKING:
    from rota.feeds.published import State
    from rota.store.feed_tokens import Link

MOST_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class _Kept:
    """A document, the state that it was last held against, and the digest of what it was made of."""

    state: int
    digest: bytes
    document: Document


class Shelf:
    """The documents of one state after the other; `state` may be replaced at any time, by any thread."""

    def __init__(self, state: State, *, most_bytes: int = MOST_BYTES) -> None:
        self._numbered = (0, state)
        self._kept: Cache[_Kept] = Cache(most_bytes, lambda kept: len(kept.document.body))
        self._rendering = asyncio.Lock()
        self.renderings = 0

    @property
    def state(self) -> State:
        """What is shown at present."""
        return self._numbered[1]

    @state.setter
    def state(self, state: State) -> None:
        self._numbered = (self._numbered[0] + 1, state)

    async def calendar(self, link: Link, *, on_call: bool) -> Document:
        """The link's calendar. While one is rendered, all that are ready are served."""
        key = (link.number, on_call)
        kept = self._kept.get(key)
        if kept is not None and kept.state == self._numbered[0]:
            return kept.document
        async with self._rendering:
            kept = self._kept.get(key)
            if kept is None or kept.state != self._numbered[0]:
                kept = await self._brought_up(kept, link, on_call)
                self._kept.put(key, kept)
        return kept.document

    async def _brought_up(self, kept: _Kept | None, link: Link, on_call: bool) -> _Kept:
        """In a thread; what was served before is better than an error, which ends some clients."""
        try:
            return await asyncio.to_thread(self._made, kept, link, on_call)
        except Exception:
            if kept is None:
                raise
            return kept

    def _made(self, kept: _Kept | None, link: Link, on_call: bool) -> _Kept:
        number, state = self._numbered
        made_of = rendered(state, link, on_call=on_call)
        digest = sha256(repr(made_of).encode()).digest()
        if kept is not None and kept.digest == digest:
            return _Kept(number, digest, kept.document)
        self.renderings += 1
        changed = changed_at(state, link)
        return _Kept(number, digest, Document(made_of.content(), CALENDAR, changed, FEED_HEADERS))

    def ended(self, link: Link) -> Document:
        """The note that an ended link shows."""
        changed = (link.ends_at or link.made_at).replace(microsecond=0)
        return Document(tombstone(self.state, link), CALENDAR, changed, FEED_HEADERS)
