from __future__ import annotations

import json
from typing import TYPE_CHECKING, get_args

import pytest

from constraints import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commands import Command

TYPES = {"array", "boolean", "integer", "null", "number", "object", "string"}


@pytest.fixture
def schema(rota: Command) -> dict:
    told = rota("schema")
    assert (told.code, told.err) == (0, "")
    return json.loads(told.out)


def nodes(node: object) -> Iterator[dict]:
    """Every mapping in a JSON text."""
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from nodes(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from nodes(inner)


def test_it_describes_a_mapping_with_the_sections_of_a_team(schema: dict) -> None:
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    assert set(schema["required"]) == {"team", "zone", "horizon", "contracts", "agents", "shifts"}
    assert {"queues", "rules", "skills", "night"} <= schema["properties"].keys()


def test_every_reference_leads_somewhere(schema: dict) -> None:
    named = {node["$ref"] for node in nodes(schema) if isinstance(node.get("$ref"), str)}
    assert named
    assert named <= {f"#/$defs/{name}" for name in schema["$defs"]}


def test_every_type_is_one_of_json(schema: dict) -> None:
    found = {node["type"] for node in nodes(schema) if isinstance(node.get("type"), str)}
    assert found <= TYPES


def test_no_part_takes_a_key_that_is_not_known(schema: dict) -> None:
    parts = [name for name, part in schema["$defs"].items() if part["type"] == "object"]
    assert [name for name in parts if schema["$defs"][name]["additionalProperties"] is not False] == []


def test_keys_are_those_that_people_write(schema: dict) -> None:
    assert {"id", "start", "end", "days"} <= schema["$defs"]["ShiftPart"]["properties"].keys()
    assert schema["$defs"]["WindowPart"]["properties"].keys() == {"days", "from", "to"}


def test_every_rule_can_be_told_by_its_kind(schema: dict) -> None:
    rule = schema["properties"]["rules"]["items"]
    kinds = {kind.model_fields["kind"].default for kind in get_args(get_args(Rule)[0])}
    assert rule["discriminator"]["propertyName"] == "kind"
    assert rule["discriminator"]["mapping"].keys() == kinds
    assert len(rule["oneOf"]) == len(kinds)


def test_an_identifier_has_its_pattern(schema: dict) -> None:
    assert schema["$defs"]["AgentPart"]["properties"]["id"]["pattern"] == "^[A-Za-z0-9][A-Za-z0-9_.-]*$"
