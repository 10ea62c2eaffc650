"""What pydantic found, in our own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.errors import HelpedError
from rota.load.model_shape import Stand, stand
from rota.load.source import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from rota.load.yaml_nodes import Location

MOST_LISTED = 8
"""Known names beyond which a message does not list them."""

_KINDS = (
    ("string", "text"),
    ("int", "a whole number"),
    ("float", "a number"),
    ("decimal", "a number"),
    ("finite", "a finite number"),
    ("bool", "`true` or `false`"),
    ("datetime", "a date and a time such as `2027-03-08T22:00`"),
    ("date", "a date such as `2027-03-08`"),
    ("time_", "a time such as `22:00`"),
    ("list", "a list"),
    ("tuple", "a list"),
    ("set", "a list"),
    ("frozen_set", "a list"),
    ("iterable", "a list"),
    ("dict", "a mapping"),
    ("mapping", "a mapping"),
    ("model", "a mapping"),
)
"""How pydantic's type errors begin, and what they expect."""

_LIMITS = {
    "greater_than_equal": ("ge", "at least {} is expected"),
    "greater_than": ("gt", "more than {} is expected"),
    "less_than_equal": ("le", "at most {} is expected"),
    "less_than": ("lt", "less than {} is expected"),
    "multiple_of": ("multiple_of", "a multiple of {} is expected"),
}


WEIGHT_HELP = "each unit costs so many points; leave `weight` out for a must, or the rule for no price"


@dataclass(frozen=True, slots=True)
class ModelFault:
    """A message about a location in the document; `key` if the key there is to blame."""

    location: Location
    message: str
    help: str = ""
    key: bool = False


def model_faults(model: type[BaseModel], data: object, errors: Iterable[ErrorDetails]) -> list[ModelFault]:
    """One fault for each location that is wrong."""
    found: dict[Location, ModelFault] = {}
    for error in errors:
        here = stand(model, error["loc"])
        if not _follows(error, value_at(data, here.location)):
            fault = _fault(here, model, data, error)
            found.setdefault(fault.location, fault)
    return list(found.values())


def _follows(error: ErrorDetails, value: object) -> bool:
    """Whether a list is called too short only since something in it is wrong, which is said of that."""
    return (
        error["type"] == "too_short" and isinstance(value, list) and len(value) >= error["ctx"]["min_length"]
    )


def _fault(here: Stand, model: type[BaseModel], data: object, error: ErrorDetails) -> ModelFault:
    location, kind = here.location, error["type"]
    context: Mapping[str, object] = error.get("ctx", {})
    last = str(location[-1]) if location else ""
    if kind == "missing":
        return ModelFault(location, f"missing key `{last}`")
    if kind == "extra_forbidden":
        known = stand(model, error["loc"][:-1]).known_keys
        return ModelFault(location, f"unknown key `{last}`", _unknown_help(last, known), key=True)
    if kind == "union_tag_invalid":
        return _unknown_tag(location, context)
    if kind == "union_tag_not_found":
        tag = _tag_key(context)
        message = f"missing key `{tag}`" if tag else f"{_name(location)} has none of the known forms"
        return ModelFault((*location, tag) if tag else location, message)
    if kind in ("value_error", "assertion_error"):
        raised = context.get("error", "")
        help_text = raised.help if isinstance(raised, HelpedError) else ""
        return ModelFault(location, str(raised) or _wrong(location, data), help_text)
    return ModelFault(location, *_about_value(location, value_at(data, location), kind, context))


def _about_value(
    location: Location, value: object, kind: str, context: Mapping[str, object]
) -> tuple[str, str]:
    """Message and help for a value that is there and does not fit."""
    name, shown = _name(location), _shown(value)
    if kind in _LIMITS:
        key, expected = _LIMITS[kind]
        help_text = WEIGHT_HELP if location[-1:] == ("weight",) and key == "ge" else ""
        return f"{name} is {shown}, {expected.format(_plain(context[key]))}", help_text
    if kind in ("literal_error", "enum"):
        allowed = re.findall(r"'([^']*)'", str(context["expected"]))
        listed = ", ".join(f"`{one}`" for one in allowed) or str(context["expected"])
        return f"{name} is {shown}, one of {listed} is expected", did_you_mean(str(value), allowed)
    if kind.endswith(("too_short", "too_long")):
        return f"{name} {_length_text(kind, value, context)}", ""
    if kind == "string_pattern_mismatch":
        return f"{name} is {shown}, which does not match `{context['pattern']}`", ""
    expected = next((words for begin, words in _KINDS if kind.startswith(begin)), "")
    if not expected:
        return f"{name} is {shown}, which does not fit here", ""
    return f"{name} is {shown}, {expected} is expected", _quoting_help(expected, value)


def _quoting_help(expected: str, value: object) -> str:
    if expected == "text" and isinstance(value, bool | int | float):
        return "put it in quotes"
    return ""


def _length_text(kind: str, value: object, context: Mapping[str, object]) -> str:
    length = len(value) if isinstance(value, str | list | dict) else 0
    unit = ("character" if kind.startswith("string") else "item") + "s" * (length != 1)
    if kind.endswith("too_short"):
        return f"has {length} {unit}, at least {context['min_length']} is expected"
    return f"has {length} {unit}, at most {context['max_length']} is expected"


def _unknown_tag(location: Location, context: Mapping[str, object]) -> ModelFault:
    key, tag = _tag_key(context) or "kind", str(context["tag"])
    known = re.findall(r"'([^']*)'", str(context["expected_tags"]))
    family = next((step for step in reversed(location) if isinstance(step, str)), "").removesuffix("s")
    return ModelFault((*location, key), f"unknown {family} {key} `{tag}`", _unknown_help(tag, known))


def _tag_key(context: Mapping[str, object]) -> str:
    """The key that tells a union's members apart; nothing where a function does."""
    found = re.fullmatch(r"'(\w+)'", str(context["discriminator"]))
    return found[1] if found else ""


def _unknown_help(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    listed = "known here: " + ", ".join(f"`{one}`" for one in names) if 0 < len(names) <= MOST_LISTED else ""
    return did_you_mean(name, names) or listed


def _name(location: Location) -> str:
    """What messages call the value: its key, or its list's."""
    if not location:
        return "the file"
    if isinstance(location[-1], str):
        return f"`{location[-1]}`"
    owner = next((step for step in reversed(location) if isinstance(step, str)), "")
    return f"item {location[-1] + 1} of `{owner}`"


def _wrong(location: Location, data: object) -> str:
    return f"{_name(location)} is {_shown(value_at(data, location))}, which does not fit here"


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = _plain(value)
    return f"`{text if len(text) <= 40 else text[:39] + '…'}`"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def value_at(data: object, location: Location) -> object:
    """What a document holds at a location; None for nothing."""
    for step in location:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data
