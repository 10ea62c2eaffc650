"""Writes docs/reference.md from what the program itself knows: the file's fields, the rules, the commands.

python docs/make_reference.py            write the page
python docs/make_reference.py --check    exit 1 where the page is not what would be written
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import typer.main

from constraints import Rule
from rota.cli.main import app
from rota.load.rule_packs import pack_names, read_pack
from rota.load.team import TeamPart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rota.constraint import Constraint

PAGE = Path(__file__).parent / "reference.md"
Schema = dict[str, object]

HEAD = """# Reference

Made from the program by `python docs/make_reference.py`; a test holds it true.

- [team.yaml](#teamyaml): the people, the queues, the shifts, the rules
- [Rules](#rules)
- [Rule packs](#rule-packs)
- [Other files of a workspace](#other-files-of-a-workspace)
- [Commands](#commands)
- [Export formats](#export-formats)
"""

FILES = """## Other files of a workspace

`forecast.csv`: the contacts expected, columns `start,queue,contacts` and others that are not read.
`start` is ISO 8601 with an offset or `Z`; without one it is the wall clock of the team's zone. Intervals are 15, 30 or 60
minutes long, without holes or repetitions. A queue without a line has no contacts, only its `minimum`.

`availability/<agent>.ics`: absences and busy times of an agent as any calendar program writes them. Repeated
events are expanded; free (transparent) and cancelled ones block nothing; days without a time are days at the
agent's home. Titles are not read.

`availability/<agent>.csv`: absences, columns `first_day,last_day` (ISO, the last day included) and, for parts
of days, `from,to` on the wall clock of the agent's home. `availability/absences.csv` has the same for many,
with a column `agent`.

`history.csv`: who worked which shift before the horizon, columns `agent,shift,day`, so that rest and runs of
days carry over.

`ledger.csv`: what everybody carried in earlier periods, columns `agent,burden,units,share`. The burden is one
of `fair_share`, by its name (`nights`, `hours`) or by the rule's `account`; `units` is what was carried, `share`
what would have been fair, with at most two decimals. Lines add up: put each period's below those before it.

`out/`: what `rota` writes. `roster.json` is the roster with its proof; it may be edited by hand and verified.
"""

FORMATS = """## Export formats

`ics`: `out/calendars/team.ics` and one `<agent>.ics` each, for any calendar program: UTC instants, one event a
shift, stable UIDs.

`csv`: `out/roster.csv`, for spreadsheets: one line an assignment, UTC and local times, hours; cells that a
spreadsheet would run as formulas are made inert.

`json`: `out/roster.json`, the roster with its proof, for `rota verify`, `rota show` and other tools.
"""


def page() -> str:
    """The whole page."""
    schema = TeamPart.model_json_schema()
    return "\n".join([HEAD, *_team(schema), *_rules(schema), *_packs(), FILES, *_commands(), FORMATS])


def _team(schema: Schema) -> Iterator[str]:
    parts = _mapping(schema["$defs"])
    rules = {kind.__name__ for kind in _kinds()}
    yield "## team.yaml\n"
    yield from _fields(schema, parts)
    for name, part in parts.items():
        if name not in rules and name.endswith("Part"):
            yield f"### {name.removesuffix('Part').lower()}\n"
            yield f"{_mapping(part)['description']}\n"
            yield from _fields(_mapping(part), parts)
    yield "### who: a selection of agents\n"
    yield f"{_mapping(parts['Selection'])['description']}\n"
    yield from _fields(_mapping(parts["Selection"]), parts)
    yield "### when: the dates of a rule\n"
    yield f"{_mapping(parts['When'])['description']}\n"
    yield from _fields(_mapping(parts["When"]), parts)


def _rules(schema: Schema) -> Iterator[str]:
    parts = _mapping(schema["$defs"])
    yield "## Rules\n"
    yield "Each entry of `rules` has a `kind`. Without a `weight` a rule is a must; with one, each unit"
    yield "beyond the limit costs that much. Every rule takes an `id`, which messages call it by, and `who`.\n"
    for kind in sorted(_kinds(), key=lambda kind: kind.model_fields["kind"].default):
        name = kind.model_fields["kind"].default
        about = inspect.getdoc(inspect.getmodule(kind)) or ""
        yield f"### {name}\n"
        yield (
            about.removeprefix(f"{name}: ").strip()[:1].upper()
            + about.removeprefix(f"{name}: ").strip()[1:]
            + "\n"
        )
        yield f"{inspect.getdoc(kind)}\n"
        yield f"Counted in {kind.unit}.\n"
        yield from _fields(_mapping(parts[kind.__name__]), parts, without=("kind", "id", "who"))
        for inner in _inner(_mapping(parts[kind.__name__])):
            yield f"{inner.lower()}: {_mapping(parts[inner])['description']}\n"
            yield from _fields(_mapping(parts[inner]), parts)


def _inner(rule: Mapping[str, object]) -> list[str]:
    """The models that only this rule's fields are made of, by name."""
    found = re.findall(r"#/\$defs/(\w+)", json.dumps(rule.get("properties", {})))
    return [name for name in dict.fromkeys(found) if name not in ("Selection", "When")]


def _packs() -> Iterator[str]:
    yield "## Rule packs\n"
    yield "`packs: [eu-working-time]` in team.yaml takes a list of rules as it is. A rule of your own with the"
    yield "`id` of a pack's rule replaces it; `without: [eu-night-work]` leaves it out.\n"
    for name in pack_names():
        pack = read_pack(name)
        yield f"### {name}\n"
        yield f"{pack.about}\n"
        yield "| id | rule | source |\n|---|---|---|"
        for entry in pack.rules:
            yield f"| `{entry.rule.id}` | {entry.rule.explain()} | {entry.source} |"
        yield ""


def _kinds() -> tuple[type[Constraint], ...]:
    return get_args(get_args(Rule)[0])


def _fields(
    part: Mapping[str, object], parts: Mapping[str, object], *, without: tuple[str, ...] = ()
) -> Iterator[str]:
    required = part.get("required", [])
    rows = [
        f"| `{name}` | {_type(_mapping(field), parts)} | {_default(name, _mapping(field), required)} "
        f"| {_mapping(field).get('description', '')} |"
        for name, field in _mapping(part.get("properties", {})).items()
        if name not in without
    ]
    if rows:
        yield "| field | type | without it | meaning |\n|---|---|---|---|"
        yield "\n".join(rows) + "\n"


def _type(field: Mapping[str, object], parts: Mapping[str, object]) -> str:
    if "$ref" in field:
        return str(field["$ref"]).rsplit("/", 1)[-1].removesuffix("Part").lower()
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "anyOf" in field:
        options = [_type(_mapping(option), parts) for option in field["anyOf"]]
        return " or ".join(option for option in options if option != "null") or "nothing"
    if "oneOf" in field:
        return "rule"
    if field.get("type") == "array":
        return f"list of {_type(_mapping(field.get('items', {})), parts)}"
    if field.get("type") == "object" and "additionalProperties" in field:
        return f"mapping to {_type(_mapping(field['additionalProperties']), parts)}"
    return f"{field.get('format', field.get('type', 'text'))}{_range(field)}"


def _range(field: Mapping[str, object]) -> str:
    names = {
        "minimum": "at least",
        "exclusiveMinimum": "above",
        "maximum": "at most",
        "exclusiveMaximum": "below",
    }
    limits = [f"{words} {field[name]:g}" for name, words in names.items() if name in field]
    return f", {', '.join(limits)}" if limits else ""


def _default(name: str, field: Mapping[str, object], required: list[str]) -> str:
    if name in required:
        return "required"
    default = field.get("default")
    if isinstance(default, dict) and not any(default.values()):
        return ""
    if default in (None, "", [], {}):
        return ""
    return f"`{', '.join(map(str, default)) if isinstance(default, list) else default}`".replace(
        "True", "true"
    )


def _commands() -> Iterator[str]:
    yield "## Commands\n"
    group = typer.main.get_command(app)
    for name, command in group.commands.items():
        yield f"### rota {name}\n"
        yield f"{inspect.cleandoc(command.help or '')}\n"
        rows = [
            f"| `{', '.join(parameter.opts) if parameter.param_type_name == 'option' else 'FOLDER'}` "
            f"| {getattr(parameter, 'help', None) or ''} |"
            for parameter in command.params
        ]
        if rows:
            yield "| argument | meaning |\n|---|---|"
            yield "\n".join(rows) + "\n"


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


if __name__ == "__main__":
    text = page()
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text("utf-8") != text)
    PAGE.write_text(text, "utf-8")
