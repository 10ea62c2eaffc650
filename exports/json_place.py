"""Where a value stands in JSON text: the standard reader tells places only of what it cannot read.

A path is the keys and indices that lead to a value: `("assignments", 3, "agent")`. Grammar: RFC 8259.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

_BLANK = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()
_DEEPEST = 6
"""Values nested deeper than this are stepped over: no path that is asked for leads there."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value begins, and its key if it has one; `width` is the characters of what is marked."""

    line: int
    column: int
    width: int
    excerpt: str


@dataclass(slots=True)
class Places:
    """The spans of the values and of the keys in a text, by path; `repeated` are keys given twice."""

    text: str
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    repeated: list[tuple[Path, tuple[int, int]]] = field(default_factory=list)

    def of(self, path: Path) -> Place:
        """The place of a value, or of the nearest one around it that the text has."""
        while path not in self.values and path:
            path = path[:-1]
        return place(self.text, *self.values.get(path, (0, 0)))

    def of_key(self, path: Path) -> Place:
        """The place of the key at the end of a path."""
        return place(self.text, *self.keys[path]) if path in self.keys else self.of(path)


def place(text: str, start: int, end: int) -> Place:
    """Line and column of an offset, both from 1, and the line itself."""
    begins = text.rfind("\n", 0, start) + 1
    excerpt = text[begins:].split("\n", 1)[0].rstrip("\r")
    width = max(1, min(end, begins + len(excerpt)) - start)
    return Place(text.count("\n", 0, start) + 1, start - begins + 1, width, excerpt)


def places_in(text: str) -> Places:
    """Walk a text that the standard reader has accepted."""
    found = Places(text)
    _value(found, (), _after_blank(text, 0))
    return found


def path_text(path: Path) -> str:
    """A path as people write it: `assignments[3].agent`."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).removeprefix(".")


def _after_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _value(found: Places, path: Path, at: int) -> int:
    opening = found.text[at]
    if len(path) < _DEEPEST and opening == "{":
        end = _object(found, path, at + 1)
    elif len(path) < _DEEPEST and opening == "[":
        end = _array(found, path, at + 1)
    else:
        _, end = _DECODER.raw_decode(found.text, at)
    found.values[path] = (at, end)
    return end


def _object(found: Places, path: Path, at: int) -> int:
    at = _after_blank(found.text, at)
    while found.text[at] != "}":
        key, key_end = _DECODER.raw_decode(found.text, at)
        inner = (*path, str(key))
        value_at = _after_blank(found.text, _after_blank(found.text, key_end) + 1)
        if inner in found.keys:
            found.repeated.append((inner, (at, key_end)))
            _, end = _DECODER.raw_decode(found.text, value_at)
        else:
            found.keys[inner] = (at, key_end)
            end = _value(found, inner, value_at)
        at = _next(found.text, end)
    return at + 1


def _array(found: Places, path: Path, at: int) -> int:
    at = _after_blank(found.text, at)
    index = 0
    while found.text[at] != "]":
        at = _next(found.text, _value(found, (*path, index), at))
        index += 1
    return at + 1


def _next(text: str, end: int) -> int:
    """Where the next entry begins, or the closing bracket stands."""
    at = _after_blank(text, end)
    return _after_blank(text, at + 1) if text[at] == "," else at
