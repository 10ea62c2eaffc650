"""Every kind of rule, as people ask about it: what it does, its fields, an example, where it comes from."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from constraints import Rule
from rota.load.field_text import field_texts, mapping
from rota.load.team import TeamPart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.constraint import Constraint
    from rota.load.field_text import FieldText

EVERY_RULES = ("kind", "id", "who")
"""Fields that every rule has, with the same meaning in each."""
LAST = ("weight", "shifts", "kinds", "when")
"""Fields that many rules have: told after a rule's own."""


@dataclass(frozen=True, slots=True)
class RuleKind:
    """One kind of rule.

    `summary` is a line; `source` says where its numbers come from, and may be empty; `about` is the
    whole of what it does; `unit` is what its `weight` is charged for; `example` is an entry of `rules`.
    """

    name: str
    summary: str
    source: str
    about: str
    unit: str
    fields: tuple[FieldText, ...]
    example: str


def rule_classes() -> tuple[type[Constraint], ...]:
    """The classes of the rules, by kind."""
    classes: tuple[type[Constraint], ...] = get_args(get_args(Rule)[0])
    return tuple(sorted(classes, key=kind_of))


def kind_of(rule: type[Constraint]) -> str:
    """The `kind` by which people name a rule."""
    return str(rule.model_fields["kind"].default)


def rule_kinds() -> Mapping[str, RuleKind]:
    """Every kind, by name."""
    schema = mapping(TeamPart.model_json_schema().get("$defs"))
    kinds = (_described(rule, mapping(schema[rule.__name__])) for rule in rule_classes())
    return {kind.name: kind for kind in kinds}


def _described(rule: type[Constraint], schema: Mapping[str, object]) -> RuleKind:
    name = kind_of(rule)
    module = inspect.getmodule(rule)
    first, _, rest = (inspect.getdoc(module) or "").partition("\n\n")
    summary = " ".join(first.removeprefix(f"{name}: ").split())
    # A field that can only be null is one that the kind does without.
    own = (one for one in field_texts(schema) if one.name not in EVERY_RULES and one.type != "null")
    fields = tuple(sorted(own, key=lambda field: LAST.index(field.name) if field.name in LAST else -1))
    return RuleKind(name, summary, rest.strip(), inspect.getdoc(rule) or "", rule.unit, fields, rule.example)
