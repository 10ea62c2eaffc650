"""A YAML document that people wrote: plain data, and where each piece of it stands in the file."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import ReusedAnchorWarning, YAMLError

from rota.errors import InputError
from rota.load.model_faults import model_faults
from rota.load.source import Source, decode, did_you_mean, text_source
from rota.load.yaml_faults import syntax_fault
from rota.load.yaml_nodes import Location, Mark, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ruamel.yaml.nodes import Node

    from rota.errors import Fault

__all__ = ["Document", "Location", "did_you_mean", "fault_at", "read_document", "validate"]

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Document:
    """A mapping read from YAML; `places` and `key_places` say where each value and key stands."""

    path: str
    text: str
    data: Mapping[str, object]
    places: Mapping[Location, Mark]
    key_places: Mapping[Location, Mark]

    @property
    def source(self) -> Source:
        """The lines of the file."""
        return text_source(self.path, self.text)


def read_document(path: str, content: bytes) -> Document:
    """Read one YAML mapping; raises InputError with the first syntax fault, or all others."""
    text = decode(path, content)
    source = text_source(path, text)
    reading = Reading(source)
    try:
        data = reading.value_of(_compose(source, text), ())
    except RecursionError:
        raise InputError([source.fault("the file is nested too deeply")]) from None
    if reading.faults:
        raise InputError(reading.faults)
    if not isinstance(data, dict):
        raise InputError(
            [source.fault("the file is not a mapping of keys", line=1, help="write `key: value`")]
        )
    return Document(path, text, data, reading.values, reading.keys)


def validate(document: Document, model: type[Model]) -> Model:
    """The document as an instance of the model; raises InputError with every fault."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        found = model_faults(model, document.data, details)
        faults = [
            fault_at(document, fault.location, fault.message, help=fault.help, key=fault.key)
            for fault in found
        ]
        raise InputError(faults) from None


def fault_at(
    document: Document, location: Location, message: str, *, help: str = "", key: bool = False
) -> Fault:
    """A fault at a value, or with `key` at the key that leads to it.

    A location that the document does not hold is blamed on the nearest value around it.
    """
    places = document.key_places if key else document.places
    while location and location not in places:
        location, places = location[:-1], document.places
    mark = places.get(location, Mark(1, 1, 1))
    return document.source.fault(message, line=mark.line, column=mark.column, width=mark.width, help=help)


def _compose(source: Source, text: str) -> Node:
    directive = re.search(r"^%\w+", text, flags=re.MULTILINE)
    if directive and not text[: directive.start()].strip():
        line = text.count("\n", 0, directive.start()) + 1
        width = len(directive[0])
        raise InputError([source.fault(f"`{directive[0]}` is not supported", line=line, width=width)])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ReusedAnchorWarning)
            node: Node | None = YAML(typ="rt").compose(text)
    except YAMLError as error:
        raise InputError([syntax_fault(source, error)]) from None
    if node is None:
        raise InputError([source.fault("the file is empty")])
    return node
