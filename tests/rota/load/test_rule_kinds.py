"""Every kind of rule can be explained: a line, its fields, an example that is valid."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import TypeAdapter
from ruamel.yaml import YAML

from constraints import Rule
from rota.load.field_text import FieldText, field_texts
from rota.load.rule_kinds import rule_classes, rule_kinds
from rota.load.team import RequestPart, ShiftPart

RULES = Path(__file__).parents[3] / "constraints"
KINDS = rule_kinds()


def test_every_file_of_the_rules_is_a_kind() -> None:
    assert sorted(KINDS) == sorted(path.stem for path in RULES.glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("rule", rule_classes(), ids=lambda rule: rule.__name__)
def test_the_example_of_a_kind_is_a_rule_of_that_kind(rule) -> None:
    written = YAML(typ="safe", pure=True).load(rule.example)
    assert type(TypeAdapter(Rule).validate_python(written)) is rule


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_kind_says_what_it_does_in_a_line_and_in_full(kind) -> None:
    assert kind.summary
    assert not kind.summary.startswith(kind.name)
    assert kind.about
    assert kind.unit


def test_own_fields_come_before_those_that_many_rules_have() -> None:
    assert [field.name for field in KINDS["headcount"].fields] == [
        "least",
        "most",
        "steps",
        "weight",
        "shifts",
        "kinds",
        "when",
    ]


def test_a_source_is_told_apart_from_the_summary() -> None:
    rest = KINDS["min_rest"]
    assert rest.summary == "enough hours between the end of one shift and the start of the next."
    assert rest.source.startswith("Directive 2003/88/EC, article 3, asks for 11 consecutive hours")


def test_fields_are_said_with_type_range_and_what_holds_without() -> None:
    fields = {field.name: field for field in field_texts(RequestPart.model_json_schema())}
    assert fields["shift"] == FieldText("shift", "string", "", "only shifts of this template; without: any")
    assert (fields["off"].type, fields["off"].default) == ("date", "")
    assert (fields["weight"].type, fields["weight"].default) == ("integer, at least 1, at most 100", "`1`")
    shift = {field.name: field for field in field_texts(ShiftPart.model_json_schema())}
    assert (shift["id"].default, shift["skills"].type) == (
        "required",
        "mapping to integer, at least 1, at most 9",
    )
    assert shift["kind"].type == "`work`, `on_call`, `training`"
    assert shift["dates"].type == "list of date"
    assert shift["days"].default == "`mon, tue, wed, thu, fri, sat, sun`"
