"""JSON text that people compare line by line: an entry of a list takes one line, keys are sorted."""

from __future__ import annotations

import json
from datetime import date, datetime

from exports.instant import instant_text


def layout(value: object, indent: str = "") -> str:
    """Two spaces an object's level; an entry of a list takes one line, whatever it holds."""
    inner = indent + "  "
    if isinstance(value, dict) and value:
        lines = [f"{line_of(key)}: {layout(value[key], inner)}" for key in sorted(value)]
        return "{\n" + ",\n".join(inner + line for line in lines) + f"\n{indent}}}"
    if isinstance(value, (list, tuple)) and value:
        return "[\n" + ",\n".join(inner + line_of(entry) for entry in value) + f"\n{indent}]"
    return line_of(value)


def line_of(value: object) -> str:
    """A value on one line; instants are written in UTC."""
    ordered = dict(sorted(value.items())) if isinstance(value, dict) else value
    return json.dumps(ordered, ensure_ascii=False, allow_nan=False, default=_time_text)


def _time_text(value: object) -> str:
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no text for a {type(value).__name__}")
