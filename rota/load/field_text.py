"""The fields of what people write, in words: name, type with its range, what holds without it, meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Schema = Mapping[str, object]

LIMITS = {
    "minimum": "at least",
    "exclusiveMinimum": "above",
    "maximum": "at most",
    "exclusiveMaximum": "below",
}


@dataclass(frozen=True, slots=True)
class FieldText:
    """One field. `default` is `required`, or empty where nothing stands in for it."""

    name: str
    type: str
    default: str
    meaning: str


def field_texts(part: Schema) -> Iterator[FieldText]:
    """The fields of one object of a JSON Schema, in its order."""
    required = part.get("required")
    needed = required if isinstance(required, list) else []
    for name, field in mapping(part.get("properties")).items():
        about = mapping(field)
        default = "required" if name in needed else _default(about)
        yield FieldText(name, _type(about), default, str(about.get("description", "")))


def mapping(value: object) -> dict[str, object]:
    """The value where it is a mapping; else an empty one."""
    return value if isinstance(value, dict) else {}


def _type(field: Schema) -> str:
    if "$ref" in field:
        return str(field["$ref"]).rsplit("/", 1)[-1].removesuffix("Part").lower()
    if "const" in field:
        return f"`{field['const']}`"
    if isinstance(choices := field.get("enum"), list):
        return ", ".join(f"`{value}`" for value in choices)
    if "discriminator" in field:
        return "rule"
    if isinstance(members := field.get("anyOf", field.get("oneOf")), list):
        options = [_type(mapping(member)) for member in members]
        return " or ".join(option for option in options if option != "null") or "nothing"
    if field.get("type") == "array":
        return f"list of {_type(mapping(field.get('items')))}"
    if field.get("type") == "object" and "additionalProperties" in field:
        return f"mapping to {_type(mapping(field['additionalProperties']))}"
    return f"{field.get('format', field.get('type', 'text'))}{_range(field)}"


def _range(field: Schema) -> str:
    limits = [f"{words} {_plain(field[name])}" for name, words in LIMITS.items() if name in field]
    return f", {', '.join(limits)}" if limits else ""


def _plain(number: object) -> str:
    return f"{number:g}" if isinstance(number, float) else str(number)


def _default(field: Schema) -> str:
    default = field.get("default")
    if default in (None, "", []) or not any(mapping(default).values() if isinstance(default, dict) else [1]):
        return ""
    return f"`{', '.join(map(_value, default)) if isinstance(default, list) else _value(default)}`"


def _value(value: object) -> str:
    """A value as it is written in YAML."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_value(inner)}' for key, inner in value.items())}}}"
    return str(value).lower() if isinstance(value, bool) else str(value)
