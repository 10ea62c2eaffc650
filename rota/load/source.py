"""A text file as lines, so that a fault can show the line it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_EXCERPT = 200
"""Characters of a line beyond which a fault shows no excerpt: a terminal shows no more with use."""

_ANY_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file's path, as messages show it, and its lines without their ends."""

    path: str
    lines: tuple[str, ...]

    def fault(self, message: str, *, line: int = 0, column: int = 1, width: int = 1, help: str = "") -> Fault:
        """A fault at a line and column that count from 1; line 0 blames the whole file."""
        if not line:
            return Fault(self.path, 0, 0, message, help)
        excerpt = _UNPRINTABLE.sub(" ", self.lines[line - 1]) if line <= len(self.lines) else ""
        if len(excerpt) > LONGEST_EXCERPT:
            excerpt = ""
        widest = max(1, len(excerpt) - column + 1)
        return Fault(self.path, line, column, message, help, excerpt, max(1, min(width, widest)))


def read_source(path: str, content: bytes, *, private: bool = False) -> Source:
    """The lines of a UTF-8 file, ended by LF, CRLF or CR; a byte order mark is dropped.

    Of a `private` file no line is shown where it is not UTF-8.
    """
    text = decode(path, content, private=private)
    return Source(path, tuple(re.split("\r\n|\r|\n", text)))


def text_source(path: str, text: str) -> Source:
    """The lines of a text, broken wherever YAML breaks lines."""
    return Source(path, tuple(_ANY_BREAK.split(text)))


def decode(path: str, content: bytes, *, private: bool = False) -> str:
    """The text of UTF-8 bytes without a byte order mark; raises InputError at the first wrong byte."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", errors="replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        shown = tuple(_ANY_BREAK.split(content.decode("utf-8", errors="replace")))
        fault = Source(path, shown).fault(
            f"byte 0x{error.object[error.start]:02x} is not UTF-8",
            line=line,
            column=column,
            help="save the file with the encoding UTF-8",
        )
        raise InputError([replace(fault, excerpt="") if private else fault]) from None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The help for a name that is none of the known ones: the nearest, or nothing."""
    by_folded = {other.casefold(): other for other in sorted(known)}
    near = get_close_matches(name.casefold(), by_folded, n=1)
    return f"did you mean `{by_folded[near[0]]}`?" if near else ""
