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
from typing import TYPE_CHECKING, Any

import typer.main

from exports.pagers import PAGERS
from rota.cli.main import app
from rota.load.field_text import field_texts, mapping
from rota.load.rule_kinds import rule_classes, rule_kinds
from rota.load.rule_packs import pack_names, read_pack
from rota.load.team import TeamPart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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

`forecast.csv`: the contacts expected, columns `start,queue,contacts`; where they are there `contacts_p80` and the
like, levels below which the rate of arrivals lies that often, and `spread` and `day_spread`, how far off a single
interval and a whole day may be, as shares of the contacts. Others are not read.
`start` is ISO 8601 with an offset or `Z`; without one it is the wall clock of the team's zone. Intervals are 15, 30 or 60
minutes long, without holes or repetitions. A queue without a line has no contacts, only its `minimum`.

`availability/<agent>.ics`: absences and busy times of an agent as any calendar program writes them. Repeated
events are expanded; free (transparent) and cancelled ones block nothing; days without a time are days at the
agent's home. Titles are not read.

`availability/<agent>.csv`: absences, columns `first_day,last_day` (ISO, the last day included) and, for parts
of days, `from,to` on the wall clock of the agent's home. With `no` in a column `leave` they are days off that are
no leave: they take nothing off what the contract owes, and blocks of days count them as days off.
`availability/absences.csv` has the same for many, with a column `agent`.

`marks.csv`: days out of the ordinary, for `rota forecast`, columns `day,kind` and, where wanted, `queue`, `factor`,
`note`. Kinds are `closed`, `reduced`, `eve`, `after`, `ignore` (an outage or a storm: nothing is learned from it) and
`normal` (no holiday here). A `factor` is the share of an ordinary day; without one it is learned from such days.

`headcount.csv`: agents wanted on a shift and day, columns `shift,day,agents` and, where they have prices of their
own, `under` and `over`: what one agent missing costs, and one too many. The rule `staffing` looks at it. Days outside
the horizon are left out, so that the file may hold a whole year.

`history.csv`: who worked which shift before the horizon, columns `agent,shift,day`, so that rest and runs of
days carry over.

`ledger.csv`: what everybody carried in earlier periods, columns `agent,burden,units,share`. The burden is one
of `fair_share`, by its name (`nights`, `hours`) or by the rule's `account`; `units` is what was carried, `share`
what would have been fair, with at most two decimals. Lines add up: put each period's below those before it.

`rota.db`: what was published, revision by revision, how often each event of a calendar has changed, and who did
what when. SQLite; only `rota` writes it. Without history.csv it tells who worked what before the horizon, as far back
as it is known without a gap; without lines of a burden in ledger.csv it tells what everybody carried in the year before,
by the contracts and leave of the time. What is published of the horizon itself is what `max_changes` compares with.

`backlog.csv`: mail and tickets that wait as the horizon begins, columns `arrived,queue` and, where a line is more
than one contact, `contacts`; the list of open tickets, or `2027-03-05T16:00,tickets,24`. What is left of each deadline is what
its clock has not used up since; what is past its deadline is planned, and played, as if it came as the horizon begins.
`rota demand` tells it; the demand, the work left to whoever is spare and `rota simulate` begin with it.

`incidents.csv`: the alerts of the past, columns `at` (a time as in forecast.csv) and, where they are known, `queue`
and `severity`. From them it is counted, by hour of the day and apart for Saturdays and Sundays, what pages each shift
with a role can expect: an alert takes its route, the first role of its escalation is paged, a later step as often as its
`share` says; of a queue that hands over a share of its contacts, that share of alerts comes to the other queue too.
The rule `max_expected_pages` limits what is expected, `fair_share` with `burden: pages` shares it.

`out/`: what `rota` writes. `roster.json` is the roster with its proof; it may be edited by hand and verified.
`breaks.csv` is where `rota breaks` has put pauses and activities, columns `start,end,agent,shift,about,paid` in UTC.
`rota report` shows the service level of `simulation.json` too, where `rota simulate --out out/simulation.json` wrote it.
"""

FORMATS = """## Export formats

`ics`: `out/calendars/team.ics` and one `<agent>.ics` each, for any calendar program: UTC instants, one event a
shift, stable UIDs.

`csv`: `out/roster.csv`, for spreadsheets: one line an assignment, UTC and local times, hours; cells that a
spreadsheet would run as formulas are made inert.

`json`: `out/roster.json`, the roster with its proof, for `rota verify`, `rota show` and other tools.

Hours for a payroll, by `rota report --payroll FILE.csv` or `FILE.xlsx`: a row a shift (`shift`), then totals by agent and
kind (`agent`) and by pay class and kind (`pay_class`); in the workbook totals and shifts have a sheet each. `hours` are
elapsed, `paid_hours` without unpaid breaks and without standing by, `on_call_hours` standing by; `night_hours`,
`sunday_hours` and `holiday_hours` are the part of `hours` that falls there, where the agent lives. Cells that a spreadsheet
would run as formulas are made inert.

Pagers: `out/paging/<pager>/`, from the section `paging` of team.yaml. Nothing before `--since` is told. What was written
is read back, and at every minute each step of each escalation reaches whom the roster says, or nothing is written.
`rota verify --paging` proves it again from the files. Where a shift of a role begins while another one still runs, who
began last has the pager; where nobody carries a role, the fallback is paged. The pages of the pagers:
PAGER_PAGES
"""


def page() -> str:
    """The whole page."""
    schema = TeamPart.model_json_schema()
    formats = FORMATS.replace("PAGER_PAGES", ", ".join(_pager_links()) + ".")
    return "\n".join([HEAD, *_team(schema), *_rules(schema), *_packs(), FILES, *_commands(), formats])


def _pager_links() -> list[str]:
    return [f"[{pager.SYSTEM}](paging/{pager.SYSTEM}.md)" for pager in PAGERS]


def _team(schema: Schema) -> Iterator[str]:
    parts = mapping(schema["$defs"])
    rules = {kind.__name__ for kind in rule_classes()}
    yield "## team.yaml\n"
    yield from _fields(schema)
    for name, part in parts.items():
        if name not in rules and name.endswith("Part"):
            yield f"### {name.removesuffix('Part').lower()}\n"
            yield f"{mapping(part)['description']}\n"
            yield from _fields(mapping(part))
    yield "### who: a selection of agents\n"
    yield f"{mapping(parts['Selection'])['description']}\n"
    yield from _fields(mapping(parts["Selection"]))
    yield "### when: the dates of a rule\n"
    yield f"{mapping(parts['When'])['description']}\n"
    yield from _fields(mapping(parts["When"]))


def _rules(schema: Schema) -> Iterator[str]:
    parts = mapping(schema["$defs"])
    yield "## Rules\n"
    yield "Each entry of `rules` has a `kind`. Without a `weight` a rule is a must; with one, each unit"
    yield "beyond the limit costs that much. Every rule takes an `id`, which messages call it by, and `who`.\n"
    for kind, about in zip(rule_classes(), rule_kinds().values(), strict=True):
        yield f"### {about.name}\n"
        yield f"{about.summary[:1].upper()}{about.summary[1:]}\n"
        yield from [f"{about.source}\n"] if about.source else []
        yield f"{about.about}\n"
        yield f"Counted in {about.unit}. Example: `{about.example}`\n"
        yield from _fields(mapping(parts[kind.__name__]), without=("kind", "id", "who"))
        for inner in _inner(mapping(parts[kind.__name__])):
            yield f"{inner.lower()}: {mapping(parts[inner])['description']}\n"
            yield from _fields(mapping(parts[inner]))


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


def _fields(part: Mapping[str, object], *, without: tuple[str, ...] = ()) -> Iterator[str]:
    rows = [
        f"| `{field.name}` | {field.type} | {field.default} | {field.meaning} |"
        for field in field_texts(part)
        if field.name not in without
    ]
    if rows:
        yield "| field | type | without it | meaning |\n|---|---|---|---|"
        yield "\n".join(rows) + "\n"


def _all_commands(commands: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Commands and those within them, by the words that one types."""
    for name, command in commands.items():
        inner = getattr(command, "commands", None)
        if inner is None:
            yield f"{before}{name}", command
        else:
            yield from _all_commands(inner, f"{before}{name} ")


def _commands() -> Iterator[str]:
    yield "## Commands\n"
    yield "A workspace is a command's argument, or `--in FOLDER` where its arguments are something else; without, it is"
    yield "the folder that one is in. Everywhere `--json` prints the same as JSON, for tools; `--at TIME` takes another"
    yield "moment for now; `--by NAME` says who does it, for the history.\n"
    for name, command in _all_commands(typer.main.get_command(app).commands):
        yield f"### rota {name}\n"
        yield f"{inspect.cleandoc(command.help or '')}\n"
        rows = [
            f"| `{', '.join(parameter.opts) if parameter.param_type_name == 'option' else (parameter.name or '').upper()}` "
            f"| {getattr(parameter, 'help', None) or ''} |"
            for parameter in command.params
            if not getattr(parameter, "hidden", False)
        ]
        if rows:
            yield "| argument | meaning |\n|---|---|"
            yield "\n".join(rows) + "\n"


if __name__ == "__main__":
    text = page()
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text("utf-8") != text)
    PAGE.write_text(text, "utf-8")
