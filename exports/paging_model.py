"""Files of JSON objects that pagers take, read back by the models that wrote them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError

from exports.instant import instant_of, instant_text
from exports.json_faults import decode
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Model = TypeVar("Model", bound=BaseModel)


def _moment(value: object) -> datetime:
    return value if isinstance(value, datetime) else instant_of(value)


Moment = Annotated[datetime, BeforeValidator(_moment), PlainSerializer(instant_text, when_used="json")]
"""An instant: in UTC with `Z` in the file."""


class Record(BaseModel):
    """What the objects of such files have in common: exact types, no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


def json_line(model: BaseModel) -> str:
    """A model as one line of JSON, keys sorted, what is not set left out."""
    document = model.model_dump(mode="json", by_alias=True, exclude_none=True)
    return json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True)


def json_lines(models: Iterable[BaseModel]) -> bytes:
    """One object a line, so that a program can send line by line and a change is a line of a diff."""
    return "".join(f"{json_line(model)}\n" for model in models).encode()


def read_json(content: bytes, kind: type[Model], *, name: str) -> Model:
    """The inverse of `json_line`; raises InputError with the place of each fault."""
    source, _ = decode(content, name)
    try:
        # From text, where a list is the only way to say a tuple.
        return kind.model_validate_json(source.text)
    except ValidationError as error:
        raise InputError(source.faults_of(error, fields=kind.model_fields)) from None


def read_lines(content: bytes, kind: type[Model], *, name: str) -> tuple[Model, ...]:
    """The inverse of `json_lines`; raises InputError with the place of each fault."""
    models: list[Model] = []
    faults: list[Fault] = []
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            models.append(read_json(line, kind, name=name))
        except InputError as error:
            faults += [replace(fault, line=number) for fault in error.faults]
    if faults:
        raise InputError(faults)
    return tuple(models)


def content_of(files: Mapping[str, bytes], name: str) -> bytes:
    """One of an export's files; raises InputError where it is missing."""
    if name not in files:
        raise InputError([Fault(name, 0, 0, "this file of the export is missing", "export again")])
    return files[name]
