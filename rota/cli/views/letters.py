"""One short abbreviation a shift template: the shortest beginning that no other template shares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LONGEST = 3


def letters_of(templates: Iterable[str]) -> dict[str, str]:
    """By template, in order, up to three capitals: `early` E, `late` L, `late-de` and `late-fr` LD and LF."""
    names = sorted(set(templates))
    found: dict[str, str] = {}
    for name in names:
        taken = set(found.values())
        found[name] = next(letters for letters in _candidates(name, names) if letters not in taken)
    return found


def _candidates(name: str, names: Sequence[str]) -> Iterator[str]:
    """Unique beginnings, then initials of words and numbers, then the first letter with a number."""
    others = [other.upper() for other in names if other != name]
    for length in range(1, LONGEST + 1):
        start = name[:length].upper()
        if start.isalnum() and not any(other.startswith(start) for other in others):
            yield start
    words = re.findall(r"\d+|[^\W\d_]+", name)
    initials = "".join(word if word.isdecimal() else word[0].upper() for word in words)
    if 1 <= len(initials) <= LONGEST:
        yield initials
    number = 1
    while True:
        yield f"{(name[:1] or '?').upper()}{number}"
        number += 1
