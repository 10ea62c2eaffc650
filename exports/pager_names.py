"""What things are called in a pager: on one line, as long as it allows, different for different things."""

from __future__ import annotations

import hashlib
import json
import re

from exports.ics_text import plain
from rota.errors import Fault, InputError

_LONGEST_WORD = 40


def shortened(text: str, most: int) -> str:
    """The text on one line, of at most so many characters."""
    line = plain(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def name_within(team: str, what: str, *, most: int, system: str) -> str:
    """A team's thing, `Bank help desk: primary`; what is too long is taken from the team.

    Raises InputError where the thing's own name is too long.
    """
    own = plain(what)
    if len(own) > most:
        message = f"the name `{own}` has {len(own)} characters"
        raise InputError([Fault("", 0, 0, message, f"{system} allows {most}")])
    room = most - len(own) - 2
    head = shortened(team, room) if room > 1 else ""
    return f"{head}: {own}" if head else own


def identifier(*key: str) -> str:
    """An ASCII identifier for what has this key: `primary_20270308t0700z_ana_1f0c2a9be4`.

    It ends in a part of the key's SHA-256, so different keys have different ones, the same in every export.
    """
    words = re.sub(r"\W+", "_", "_".join(key), flags=re.ASCII).strip("_").lower()
    digest = hashlib.sha256(json.dumps(key).encode()).hexdigest()[:10]
    word = words[:_LONGEST_WORD].rstrip("_")
    return f"{word}_{digest}" if word[:1].isalpha() else f"r_{word}_{digest}".replace("__", "_")
