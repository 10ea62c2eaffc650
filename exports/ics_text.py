"""Text as a calendar shows it: on one line, and nothing in it that turns round what follows."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rota.roster import Member

_UNSHOWABLE = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
"""Explicit directional controls (UAX #9), which left open turn round whatever follows; byte order marks."""


def plain(text: str) -> str:
    """The text on one line, without characters that no calendar can hold or show in its place."""
    shown = _UNSHOWABLE.sub("", text)
    kept = (" " if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} else sign for sign in shown)
    return " ".join("".join(kept).split())


def name_of(member: Member) -> str:
    """The member's name, or the id where the name shows nothing."""
    return plain(member.name) or plain(member.id)


def joined(*parts: str) -> str:
    """The parts that say something, with a dot between them."""
    return " · ".join(part for part in parts if part)
