"""JSON text that people may have edited, and faults that point into it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from exports.json_place import Place, Places, path_text, place, places_in
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from exports.json_place import Path

_EXPECTED = {
    "model_type": "should be an object",
    "dict_type": "should be an object",
    "list_type": "should be a list",
    "string_type": "should be text",
    "int_type": "should be a whole number",
    "float_type": "should be a number",
}

_HIGH, _LOW = r"\\u[dD][89abAB][0-9a-fA-F]{2}", r"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_LONE_SURROGATE = re.compile(f"{_HIGH}(?!{_LOW})|(?<!{_HIGH}){_LOW}")


@dataclass(frozen=True)
class Source:
    """A text, what messages call it, and the places of its values."""

    name: str
    text: str

    @cached_property
    def places(self) -> Places:
        """Found at the first fault; a text without faults pays nothing."""
        return places_in(self.text)

    def fault(self, path: Path, message: str, *, help: str = "") -> Fault:
        """A fault of the value at this path."""
        return self.fault_at(self.places.of(path), message, help)

    def fault_of_key(self, path: Path, message: str, *, help: str = "") -> Fault:
        """A fault of the key at the end of this path."""
        return self.fault_at(self.places.of_key(path), message, help)

    def unknown(self, path: Path, message: str, *, text: str, known: Iterable[str]) -> Fault:
        """A fault of a value that names nothing known, with the likeliest intention."""
        return self.fault(path, message, help=did_you_mean(text, known))

    def repeated_keys(self) -> list[Fault]:
        """A fault for each key that its object has already."""
        return [
            self.fault_at(
                place(self.text, *span), f"`{path_text(path)}` is given twice", "delete one of them"
            )
            for path, span in self.places.repeated
        ]

    def faults_of(self, error: ValidationError, *, fields: Iterable[str]) -> list[Fault]:
        """What a model found, in our words; `fields` are the keys that objects may have."""
        known = sorted(set(fields))
        return [self._translated(detail, known) for detail in error.errors(include_url=False)]

    def _translated(self, detail: ErrorDetails, fields: list[str]) -> Fault:
        path, kind = detail["loc"], detail["type"]
        where = f"`{path_text(path)}`" if path else f"`{self.name}`"
        if kind == "missing":
            return self.fault(path, f"{where} is missing")
        if kind == "extra_forbidden":
            return self.fault_of_key(path, f"{where} is not known", help=did_you_mean(str(path[-1]), fields))
        said = _EXPECTED.get(kind, _said(detail["msg"]))
        return self.fault(path, f"{where} {said}")

    def fault_at(self, at: Place, message: str, help: str = "") -> Fault:
        """A fault of a place."""
        return Fault(self.name, at.line, at.column, message, help, at.excerpt, at.width)


def _said(message: str) -> str:
    """A message of pydantic's in our manner: `Input should be 'a' or 'b'`."""
    return message.removeprefix("Value error, ").removeprefix("Input ").replace("'", "`")


@lru_cache(maxsize=1024)
def _nearest(text: str, known: tuple[str, ...]) -> str:
    return next(iter(get_close_matches(text, known, n=1)), "")


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """A question that offers the nearest known name, or nothing."""
    nearest = _nearest(text, tuple(known))
    return f"did you mean `{nearest}`?" if nearest else ""


def decode(content: bytes, name: str) -> tuple[Source, object]:
    """The text and the value that it holds; raises InputError where it is not JSON or repeats a key."""
    source = Source(name, _decoded(content, name))
    repeats = False

    def pairs_hook(pairs: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal repeats
        value = dict(pairs)
        repeats = repeats or len(value) < len(pairs)
        return value

    try:
        value: object = json.loads(source.text, object_pairs_hook=pairs_hook)
    except json.JSONDecodeError as error:
        at = place(source.text, error.pos, error.pos + 1)
        message = f"broken JSON: {error.msg[:1].lower()}{_said(error.msg[1:])}"
        raise InputError([source.fault_at(at, message)]) from None
    except RecursionError:
        raise InputError([Fault(name, 0, 0, "broken JSON: nested too deep")]) from None
    except ValueError:
        raise InputError([Fault(name, 0, 0, "broken JSON: a number has too many digits")]) from None
    _require_text(source, value)
    if repeats and (faults := source.repeated_keys()):
        raise InputError(faults)
    return source, value


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"the byte 0x{content[error.start]:02x} is not UTF-8 text"
        raise InputError([Fault(name, line, 1, message, help="save the file as UTF-8")]) from None


def _require_text(source: Source, value: object) -> None:
    """Escapes can spell half a surrogate pair, which no UTF-8 file can hold."""
    lone = _LONE_SURROGATE.search(source.text)
    if lone is None:
        return
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        at = place(source.text, *lone.span())
        message = f"`{lone.group()}` is half a character"
        raise InputError([source.fault_at(at, message)]) from None
