"""A document and what a client is told that already has it: RFC 9110, sections 8.8 and 13."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

Headers = tuple[tuple[bytes, bytes], ...]

_TAG = re.compile(rb'\s*(?:W/)?("[^"]*")\s*(?:,|$)')
_MOST_HEADER = 8192
"""Octets of a condition that are read: nobody holds so many versions of one calendar."""


@dataclass(frozen=True)
class Document:
    """Bytes with their type; `modified`, in whole seconds, where one is told."""

    body: bytes
    media_type: str
    modified: datetime | None = None
    more: Headers = ()

    @cached_property
    def etag(self) -> bytes:
        """A strong tag: other bytes have another."""
        return b'"%s"' % sha256(self.body).hexdigest()[:32].encode()

    @cached_property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """What goes with the body."""
        return [
            (b"content-type", self.media_type.encode()),
            (b"content-length", b"%d" % len(self.body)),
            *self.unchanged_headers,
        ]

    @cached_property
    def unchanged_headers(self) -> list[tuple[bytes, bytes]]:
        """What goes with word that nothing has changed."""
        modified = [(b"last-modified", _http_date(self.modified))] if self.modified else []
        return [(b"etag", self.etag), *modified, *self.more]

    def held_by(self, if_none_match: bytes | None, if_modified_since: bytes | None) -> bool:
        """Whether a client that sends these conditions has these very bytes."""
        if if_none_match is not None:
            return _names(if_none_match, self.etag)
        if if_modified_since is None or self.modified is None:
            return False
        try:
            since = parsedate_to_datetime(if_modified_since.decode("ascii"))
            return since.tzinfo is not None and self.modified <= since
        except (ValueError, OverflowError):
            return False


def _names(condition: bytes, etag: bytes) -> bool:
    """Whether a condition is `*` or lists the tag; a weak tag stands for the same bytes here."""
    if condition.strip() == b"*":
        return True
    condition, place = condition[:_MOST_HEADER], 0
    while tag := _TAG.match(condition, place):
        if tag[1] == etag:
            return True
        place = tag.end()
    return False


def _http_date(instant: datetime) -> bytes:
    return format_datetime(instant, usegmt=True).encode()
