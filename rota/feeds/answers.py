"""What is answered: the headers of feeds and pages, and the few answers that never change."""

from __future__ import annotations

from dataclasses import dataclass

Headers = list[tuple[bytes, bytes]]

CALENDAR = "text/calendar; charset=utf-8"
PAGE = "text/html; charset=utf-8"

SAFE = (
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-robots-tag", b"noindex, nofollow"),
)
"""Addresses are secret: they are told to no other site and found by no search."""

FEED_HEADERS = ((b"cache-control", b"private, max-age=300"), *SAFE)


@dataclass(frozen=True)
class Answer:
    """A status, headers with the length of the body, and the body."""

    status: int
    headers: Headers
    body: bytes


def plain_answer(status: int, text: str, *more: tuple[bytes, bytes]) -> Answer:
    """A line of text that is kept by nobody."""
    body = f"{text}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        *SAFE,
        *more,
    ]
    return Answer(status, headers, body)


NOT_FOUND = plain_answer(404, "not found")
GONE = plain_answer(410, "gone")
NOT_ALLOWED = plain_answer(405, "method not allowed", (b"allow", b"GET, HEAD"))
UNWELL = plain_answer(503, "unwell", (b"retry-after", b"60"))
HEALTHY = plain_answer(200, "well")
# Google's importer keeps to robots.txt, so nothing is disallowed; `x-robots-tag` keeps it out of indexes.
ROBOTS = plain_answer(200, "User-agent: *\nDisallow:")
