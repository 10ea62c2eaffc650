"""Object definitions of Icinga 2, written and read back: one setting a line, values as JSON has them.

Strings of Icinga are JSON's but for `\\u` escapes; what needs one is refused
(icinga.com/docs/icinga-2/latest/doc/17-language-reference).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Value = str | int | bool | list[str]

_HEAD = re.compile(r'(object|apply) ([A-Za-z]+) ("(?:[^"\\\n]|\\.)*")( to Service)? \{')
_SETTING = re.compile(r'  ([a-z_.]+)(?:\[("(?:[^"\\\n]|\\.)*")\])? = (.+)')
_IMPORT = re.compile(r"  import (.+)")
_ASSIGN = re.compile(r"  assign where service\.vars\.rota == (.+)")


@dataclass(frozen=True, slots=True)
class IcingaObject:
    """An object, or a rule that makes one for each service with `vars.rota` equal to `assigned`.

    Settings are pairs of a name and a value; an entry of a dictionary has the name and the key.
    """

    kind: str
    name: str
    settings: tuple[tuple[str, str, Value], ...] = ()
    template: str = ""
    assigned: str = ""

    def value(self, setting: str) -> Value | None:
        """The value of a setting, None where there is none."""
        return next((value for name, _, value in self.settings if name == setting), None)

    def entries(self, setting: str) -> tuple[tuple[str, str], ...]:
        """The keys and values of a dictionary of texts."""
        return tuple((key, str(value)) for name, key, value in self.settings if name == setting)

    def names(self, setting: str) -> tuple[str, ...]:
        """A list of names, empty where there is none."""
        value = self.value(setting)
        return tuple(value) if isinstance(value, list) else ()


def write_objects(objects: Iterable[IcingaObject], *, heading: str) -> bytes:
    """A configuration file of these objects."""
    lines = "".join(f"{line}\n" for one in objects for line in _lines(one))
    return f"// {heading}\n{lines}".encode()


def _lines(one: IcingaObject) -> Iterator[str]:
    yield f"\n{'apply' if one.assigned else 'object'} {one.kind} {quoted(one.name)}" + (
        " to Service {" if one.assigned else " {"
    )
    if one.template:
        yield f"  import {quoted(one.template)}"
    for name, key, value in one.settings:
        said = "[ " + ", ".join(quoted(entry) for entry in value) + " ]" if isinstance(value, list) else None
        said = said or (quoted(value) if isinstance(value, str) else json.dumps(value))
        yield f"  {name}[{quoted(key)}] = {said}" if key else f"  {name} = {said}"
    if one.assigned:
        yield f"  assign where service.vars.rota == {quoted(one.assigned)}"
    yield "}"


def quoted(text: str) -> str:
    """A string; raises InputError for what Icinga cannot say, or takes for two names (`!`)."""
    said = json.dumps(text, ensure_ascii=False)
    if "\\u" in said.replace("\\\\", "") or "!" in text or not text:
        help_text = "use letters, digits and signs other than `!`"
        raise InputError([Fault("", 0, 0, f"Icinga has no name for {text!a}", help_text)])
    return said


def read_objects(content: bytes, *, name: str) -> tuple[IcingaObject, ...]:
    """The inverse of `write_objects`; raises InputError at the first line that is none of ours."""
    found: list[IcingaObject] = []
    head: re.Match[str] | None = None
    settings: list[tuple[str, str, Value]] = []
    template = assigned = ""
    for number, line in enumerate(content.decode("utf-8", errors="replace").split("\n")[1:], start=2):
        try:
            if head is None and (head := _HEAD.fullmatch(line)):
                settings, template, assigned = [], "", ""
            elif head and line == "}":
                found.append(
                    IcingaObject(head[2], str(json.loads(head[3])), tuple(settings), template, assigned)
                )
                head = None
            elif head and (match := _IMPORT.fullmatch(line)):
                template = str(json.loads(match[1]))
            elif head and (match := _ASSIGN.fullmatch(line)):
                assigned = str(json.loads(match[1]))
            elif head and (match := _SETTING.fullmatch(line)):
                key = str(json.loads(match[2])) if match[2] else ""
                settings.append((match[1], key, _value(json.loads(match[3]))))
            elif line or head:
                raise ValueError
        except ValueError:
            message = "not an object as rota writes it"
            raise InputError([Fault(name, number, 1, message, "export again")]) from None
    return tuple(found)


def _value(read: object) -> Value:
    if isinstance(read, (str, int)):
        return read
    if isinstance(read, list) and all(isinstance(entry, str) for entry in read):
        return [str(entry) for entry in read]
    raise ValueError
