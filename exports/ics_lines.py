"""A calendar file's lines and components, read without judging: what `exports/ics_lint.py` looks at.

RFC 5545, section 3.1 (content lines, folding) and 3.4 (components).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(
    r"([A-Za-z0-9-]+)"
    r'((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^",;:]*)(?:,(?:"[^"]*"|[^",;:]*))*)*)'
    r":(.*)",
    re.DOTALL,
)
_FOLDED = re.compile(r"[^\n]+(?:\n[ \t][^\n]*)*\n?|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A content line, unfolded; `number` is the first of its physical lines."""

    number: int
    name: str
    parameters: str
    value: str


@dataclass(frozen=True, slots=True)
class Component:
    """A component's own lines, without those of the components in it; `number` is its BEGIN's."""

    name: str
    number: int
    lines: tuple[Line, ...]

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a property."""
        return tuple(line.value for line in self.lines if line.name == name)


def unfold(content: bytes) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The content lines, and a finding for each line that is none. Any kind of line end will do."""
    lines: list[Line] = []
    findings: list[str] = []
    text = re.sub("\r\n?", "\n", content.decode(errors="replace").removeprefix("\ufeff"))
    number = 1
    for folded in _FOLDED.findall(text):
        unfolded = re.sub(r"\n[ \t]", "", folded).removesuffix("\n")
        parts = _LINE.fullmatch(unfolded)
        if parts:
            lines.append(Line(number, parts[1].upper(), parts[2].upper(), parts[3]))
        else:
            findings.append(f"line {number}: is not `name:value`")
        number += folded.count("\n")
    return tuple(lines), tuple(findings)


def components_of(lines: tuple[Line, ...]) -> tuple[tuple[Component, ...], tuple[str, ...]]:
    """The components in the order in which they end, and a finding for each that does not close."""
    found: list[Component] = []
    findings: list[str] = []
    open_ones: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if line.name == "BEGIN":
            open_ones.append((line, []))
        elif line.name != "END" and open_ones:
            open_ones[-1][1].append(line)
        elif line.name == "END" and open_ones and open_ones[-1][0].value == line.value:
            begin, own = open_ones.pop()
            found.append(Component(begin.value.upper(), begin.number, tuple(own)))
        else:
            findings.append(f"line {line.number}: `{line.name}` belongs to nothing that is open")
    findings.extend(f"line {begin.number}: `{begin.value}` has no end" for begin, _ in open_ones)
    return tuple(found), tuple(findings)
