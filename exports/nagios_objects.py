"""Object definitions of Nagios Core: `define timeperiod { name value }`, written and read back.

The format has no quoting: a value ends with its line, and a semicolon begins a comment
(assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/objectdefinitions.html). What cannot be
said is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

ILLEGAL = frozenset("`~!$%^&*\"|'<>?,()=;{}\\#")
"""What no name may hold: the default of `illegal_object_name_chars`, and what ends a value or a list."""

_BLOCK = re.compile(r"define ([a-z]+) \{\n((?:    [^\n]*\n)*)\}\n\n?")


@dataclass(frozen=True, slots=True)
class Definition:
    """One object: its kind and its directives in order."""

    kind: str
    directives: tuple[tuple[str, str], ...]

    def value(self, directive: str) -> str:
        """The value of a directive; raises InputError where there is none."""
        for name, value in self.directives:
            if name == directive:
                return value
        raise InputError([Fault("", 0, 0, f"a {self.kind} has no `{directive}`", "export again")])


def require_name(name: str, *, what: str) -> str:
    """A name as it is; raises InputError where Nagios would read something else."""
    if not name or name.strip() != name or not name.isprintable() or ILLEGAL & set(name):
        help_text = "name a template of yours in letters, digits, `-`, `_`, `.` and `:`"
        raise InputError([Fault("", 0, 0, f"{what} has an id that Nagios cannot read: {name!a}", help_text)])
    return name


def write_objects(definitions: Iterable[Definition], *, heading: str) -> bytes:
    """A configuration file of these objects."""
    return (f"# {heading}\n\n" + "\n".join(_text(one) for one in definitions)).encode()


def _text(definition: Definition) -> str:
    lines = [f"    {name} {value}\n" for name, value in definition.directives]
    return f"define {definition.kind} {{\n{''.join(lines)}}}\n"


def read_objects(content: bytes, *, name: str) -> tuple[Definition, ...]:
    """The inverse of `write_objects`; raises InputError at the first line that is none of ours."""
    text = content.decode("utf-8", errors="replace")
    at = text.find("\n\n") + 2 if text.startswith("# ") else 0
    found: list[Definition] = []
    while at < len(text):
        block = _BLOCK.match(text, at)
        if block is None:
            line = text.count("\n", 0, at) + 1
            raise InputError([Fault(name, line, 1, "not an object as rota writes it", "export again")])
        pairs = [line.strip().partition(" ") for line in block[2].splitlines()]
        found.append(Definition(block[1], tuple((key, value) for key, _, value in pairs)))
        at = block.end()
    return tuple(found)
