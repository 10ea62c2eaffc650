"""Where feeds and pages lie below the server's address, written and read back.

    /f/TOKEN/NAME.ics           all shifts of the link
    /f/TOKEN/on-call/NAME.ics   those on call
    /p/TOKEN/                   the page

The name is for people, and for clients that call a calendar by the end of its address; any will do.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

if TYPE_CHECKING:
    from rota.store.feed_tokens import Subject

LONGEST = 400
"""Characters of a path beyond which it is none of ours."""

_TOKEN = r"[A-Za-z0-9_-]{43}"
_FEED = re.compile(rf"/f/({_TOKEN})/(on-call/)?[^/]{{1,200}}\.ics")
_PAGE = re.compile(rf"/p/({_TOKEN})/?")


@dataclass(frozen=True, slots=True)
class Address:
    """What a path asks for."""

    kind: Literal["feed", "on-call feed", "page"]
    token: str


def address_of(path: str) -> Address | None:
    """What the path asks for; None for one that is none of ours."""
    if len(path) > LONGEST:
        return None
    if feed := _FEED.fullmatch(path):
        return Address("on-call feed" if feed[2] else "feed", feed[1])
    page = _PAGE.fullmatch(path)
    return Address("page", page[1]) if page else None


def feed_path(token: str, name: str, *, on_call: bool = False) -> str:
    """The path of a feed."""
    return f"/f/{token}/{'on-call/' if on_call else ''}{name}.ics"


def page_path(token: str) -> str:
    """The path of a page."""
    return f"/p/{token}/"


def file_name(subject: Subject, team: str) -> str:
    """A name in plain letters: `bank-help-desk-ana`; each subject of a team has one."""
    return "-".join(part for part in (_plain(team), _plain(subject.id)) if part) or subject.kind


@dataclass(frozen=True, slots=True)
class Subscription:
    """The same feed as each kind of client wants to be told of it."""

    https: str
    webcal: str
    google: str
    outlook: str


def subscription(base: str, path: str) -> Subscription:
    """The addresses of a feed under a server's address such as `https://rota.example.org`.

    Apple's and classic Outlook's clients subscribe to `webcal:` and download `https:` once; Google's
    link takes a calendar's address in `cid` only as `webcal:` (calagator/calagator, issue 556), Outlook's
    on the web only as `https:`.
    """
    https = f"{base}{path}"
    webcal = re.sub(r"^https?:", "webcal:", https)
    google = f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}"
    outlook = f"https://outlook.office.com/calendar/0/addfromweb?url={quote(https, safe='')}"
    return Subscription(https, webcal, google, outlook)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_.]+", "-", folded).strip("-.")[:60]
