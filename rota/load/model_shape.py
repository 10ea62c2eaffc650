"""The shape of a pydantic model along a location: which keys are known there, which steps are tags.

pydantic puts the tag of a union's member into an error's location; the file has no such step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.load.yaml_nodes import Location


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a walk along a location has come to: the location in the file, and the types that fit there."""

    location: Location
    types: tuple[object, ...]

    @property
    def known_keys(self) -> tuple[str, ...]:
        """The keys that a mapping may have here."""
        return tuple(sorted({key for kind in self.types for key in keys_of(kind)}))


def stand(model: type[BaseModel], location: Sequence[str | int]) -> Stand:
    """Walk along an error's location, through the model's types."""
    types: tuple[object, ...] = (model,)
    found: Location = ()
    tagged = False
    for step in location:
        if len(types) > 1 and not tagged:
            types = tuple(kind for kind in types if _named(kind, str(step))) or types
            tagged = True
            continue
        types = tuple(member for kind in types for inner in _inner(kind, step) for member in _members(inner))
        found, tagged = (*found, step), False
    return Stand(found, types)


def keys_of(kind: object) -> dict[str, object]:
    """The keys that people write for a model's fields, and the type of each; none for another type."""
    if not _is_model(kind):
        return {}
    return {field.alias or name: field.annotation for name, field in kind.model_fields.items()}


def _is_model(kind: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _members(kind: object) -> Iterator[object]:
    """The types that a type is one of, without Annotated, unions and None."""
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _members(get_args(kind)[0])
    elif origin in (Union, UnionType):
        for member in get_args(kind):
            yield from _members(member)
    elif kind is not NoneType:
        yield kind


def _inner(kind: object, step: str | int) -> Iterator[object]:
    """The type of what stands at this key, or at this position of a list."""
    keys = keys_of(kind)
    arguments = [argument for argument in get_args(kind) if argument is not Ellipsis]
    origin = get_origin(kind)
    if step in keys:
        yield keys[str(step)]
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        yield arguments[-1]
    elif arguments and isinstance(step, int):
        yield arguments[min(step, len(arguments) - 1)]


def _named(kind: object, tag: str) -> bool:
    """Whether a union's tag means this member: its class, its text, or a literal that it holds."""
    if getattr(kind, "__name__", str(kind)) == tag:
        return True
    return any(tag in get_args(annotation) for annotation in keys_of(kind).values())
