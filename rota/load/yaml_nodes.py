"""YAML text as plain values, each with its place in the file.

YAML 1.2 (https://yaml.org/spec/1.2.2/, core schema): `22:00`, `no` and `2027-03-08` stay text.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Callable

    from rota.errors import Fault
    from rota.load.source import Source

Location = tuple[str | int, ...]
"""The keys and list positions (from 0) that lead to a value."""

MOST_VALUES = 200_000
"""Values beyond which a file is refused: aliases of aliases unfold to billions ("billion laughs")."""

_PREFIX = "tag:yaml.org,2002:"
_AS_TEXT = {"str", "timestamp", "merge", "value"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a line; line and column count from 1."""

    line: int
    column: int
    width: int


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


def _whole(text: str) -> int:
    return int(text, 0 if text.lstrip("+-")[:2] in ("0x", "0o", "0b") else 10)


def _number(text: str) -> float:
    return float(text.replace(".inf", "inf").replace(".nan", "nan"))


_READERS: dict[str, Callable[[str], bool | int | float]] = {"bool": _truth, "int": _whole, "float": _number}


class Reading:
    """One walk over a document's nodes; afterwards `values`, `keys` and `faults` are complete."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.values: dict[Location, Mark] = {}
        self.keys: dict[Location, Mark] = {}
        self.faults: list[Fault] = []
        self._open: set[int] = set()
        self._count = 0

    def value_of(self, node: Node, location: Location) -> object:
        """The plain value of a node; what cannot be one becomes None and a fault."""
        self._count += 1
        mark = self._mark(node)
        if mark.width == 0 and location:
            # An empty value has no place of its own: the parser puts it where the next thing begins.
            mark = self.keys.get(location) or self.values[location[:-1]]
        self.values[location] = mark
        if self._count > MOST_VALUES or id(node) in self._open:
            if not any("alias" in fault.message for fault in self.faults):
                what = "an alias holds itself" if id(node) in self._open else "aliases unfold without end"
                self._fault(mark, what, help="write the values out, or use fewer aliases (`*name`)")
            return None
        self._open.add(id(node))
        try:
            return self._plain(node, location, mark)
        finally:
            self._open.discard(id(node))

    def _plain(self, node: Node, location: Location, mark: Mark) -> object:
        tag = str(node.tag).removeprefix(_PREFIX)
        if isinstance(node, MappingNode) and tag == "map":
            return self._mapping(node, location)
        if isinstance(node, SequenceNode) and tag == "seq":
            return [self.value_of(child, (*location, index)) for index, child in enumerate(node.value)]
        if isinstance(node, ScalarNode):
            return self._scalar(tag, str(node.value), mark)
        self._fault(mark, f"tag `{_tag_text(tag)}` is not supported", help="remove the tag")
        return None

    def _mapping(self, node: MappingNode, location: Location) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in node.value:
            mark = self._mark(key)
            if not isinstance(key, ScalarNode):
                self._fault(mark, "a key is a list or a mapping, text is expected")
                continue
            name = str(key.value)
            place = (*location, name)
            if name in found:
                first = self.keys[place].line
                self._fault(mark, f"key `{name}` is given twice", help=f"the first is on line {first}")
                continue
            self.keys[place] = mark
            found[name] = self.value_of(value, place)
        return found

    def _scalar(self, tag: str, text: str, mark: Mark) -> object:
        if tag in _AS_TEXT:
            return text
        if tag == "null":
            return None
        try:
            value = _READERS[tag](text.replace("_", "").lower())
        except KeyError:
            self._fault(mark, f"tag `{_tag_text(tag)}` is not supported", help="remove the tag")
        except ValueError:
            self._fault(mark, f"`{text}` is not what its tag says", help="remove the tag")
        else:
            if isfinite(value):
                return value
            self._fault(mark, f"`{text}` is no number to reckon with")
        return None

    def _mark(self, node: Node) -> Mark:
        begins, ends = node.start_mark, node.end_mark
        on_one_line = isinstance(node, ScalarNode) and begins.line == ends.line
        width = ends.column - begins.column if on_one_line else 1
        return Mark(begins.line + 1, begins.column + 1, width)

    def _fault(self, mark: Mark, message: str, *, help: str = "") -> None:
        self.faults.append(
            self.source.fault(message, line=mark.line, column=mark.column, width=mark.width, help=help)
        )


def _tag_text(tag: str) -> str:
    return tag if tag.startswith("!") else f"!!{tag}"
