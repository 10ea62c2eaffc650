"""Rules in words: the list of kinds, one kind whole, and what the rules of a workspace say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rota.cli.views.wording import counted, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from rota.constraint import Constraint
    from rota.load.rule_kinds import RuleKind
    from rota.load.rule_packs import Pack
    from rota.remarks import Remark

MORE = "`rota rules KIND` explains one, `rota rules --in FOLDER` reads a workspace's rules"
PACKS = "packs of rules, each taken by its name and told by `rota rules NAME`"
EVERY = "Also `id`, which messages call it by, and `who`, the agents it is about; without: everybody."
PRICED = "Without a `weight` it is a must; with one it is a wish, and each unit costs that much."


def kinds_view(kinds: Mapping[str, RuleKind], packs: Sequence[str]) -> Group:
    """A line a kind, and the names of the packs."""
    table = _table()
    for kind in kinds.values():
        table.add_row(Text(kind.name, style="bold"), Text(kind.summary))
    named = Text(f"{PACKS}: {', '.join(packs)}")
    return Group(table, Text(), Text(f"{counted(len(kinds), 'kind')}; {MORE}"), named)


def pack_view(name: str, pack: Pack) -> Group:
    """All of one pack: what it is for, its rules with their sources, and how a team takes and changes it."""
    table = _table()
    for entry in pack.rules:
        price = "must" if entry.rule.weight is None else "should"
        source = Padding(Text(entry.source, style="dim"), (0, 0, 0, 2))
        said = Group(Text(entry.rule.explain()), source)
        table.add_row(price, Text(entry.rule.name, style="bold"), said)
    first = pack.rules[0].rule
    return Group(
        Text.assemble((name, "bold"), f": a pack of {counted(len(pack.rules), 'rule')}"),
        Text(),
        *_paragraphs(pack.about),
        table,
        Text(),
        Text("in team.yaml", style="bold"),
        Text(f"packs: [{name}]"),
        Text(f"without: [{first.name}]   # leaves one out"),
        Text("rules:"),
        Text(f"  - {{kind: {first.kind}, id: {first.name}, ...}}   # stands in its place"),
    )


def kind_view(kind: RuleKind) -> Group:
    """All of one kind: what it does, its fields, an example, its source."""
    parts: list[RenderableType] = [Text.assemble((kind.name, "bold"), f": {kind.summary}"), Text()]
    parts += [
        *_paragraphs(kind.about),
        Text(f"Counted in {kind.unit}. {_price(kind)}"),
        Text(),
        _fields(kind),
    ]
    parts += [Text(), Text(EVERY), Text(), Text("example", style="bold")]
    parts += [Text("rules:"), *(Text(f"  {line}") for line in f"- {kind.example}".splitlines())]
    if kind.source:
        parts += [Text(), Text("where it comes from", style="bold"), *_paragraphs(kind.source)]
    return Group(*parts)


def _price(kind: RuleKind) -> str:
    weight = next((field for field in kind.fields if field.name == "weight"), None)
    if weight is None:
        return "Always a must."
    return (
        PRICED if not weight.default else "A wish: each unit costs its `weight`, where nothing else is said."
    )


def _paragraphs(text: str) -> Iterator[Text]:
    """Paragraphs as lines that the terminal breaks itself."""
    for paragraph in text.split("\n\n"):
        yield Text(" ".join(paragraph.split()))
        yield Text()


def _fields(kind: RuleKind) -> Table:
    table = _table()
    table.show_header = True
    names = ["field", "type", "without it"]
    names += ["meaning"] if any(field.meaning for field in kind.fields) else []
    for name in names:
        table.add_column(Text(name, style="bold"), overflow="fold")
    for field in kind.fields:
        cells = [field.name, field.type.replace("`", ""), field.default.replace("`", "") or "-"]
        table.add_row(*cells, *([field.meaning] if len(table.columns) > len(cells) else []))
    return table


def said_view(rules: Sequence[Constraint], remarks: Sequence[Remark]) -> Group:
    """Each rule as a sentence, with what is wrong with it under it."""
    table = _table()
    for rule in rules:
        price = "must" if rule.weight is None else "should"
        said: list[RenderableType] = [Text(shown(rule.explain()))]
        said += [_remark(remark) for remark in remarks if remark.rules[0] == rule.name]
        table.add_row(price, Text(shown(rule.name), style="bold"), Group(*said))
    clashes = sum(remark.clash for remark in remarks)
    idle = len(remarks) - clashes
    found = (
        [f"{counted(clashes, 'clash').replace('clashs', 'clashes')} that no roster can keep"]
        if clashes
        else []
    )
    found += [f"{idle} that can never bind"] if idle else []
    return Group(
        table, Text(), Text(f"{counted(len(rules), 'rule')}, {', '.join(found) or 'nothing against them'}")
    )


def _remark(remark: Remark) -> Padding:
    style = "bold red" if remark.clash else "yellow"
    return Padding(Text(f"{'!' if remark.clash else '?'} {shown(remark.text)}", style=style), (0, 0, 0, 2))


def _table() -> Table:
    return Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="", show_header=False)
