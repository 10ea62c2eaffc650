"""How good a roster is known to be, in plain words: its proof, what each rule costs, where it is tightest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from rota.cli.views.verdict_view import dearness
from rota.cli.views.wording import counted, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from rota.constraint import Constraint, Violation
    from rota.roster import Proof, Roster
    from rota.verify import Verdict

MOST_TIGHT = 5


def proof_panel(roster: Roster, verdict: Verdict, rules: Sequence[Constraint]) -> Panel:
    """The proof in a panel, with the verifier's cost where it is another than the roster's own."""
    parts: list[RenderableType] = [
        _status(roster.proof, verdict, rules),
        Text(_made(roster.proof), style="dim"),
    ]
    if verdict.soft:
        parts += [Text(), _costs(verdict, rules)]
        parts += [Text(), Text("tightest", style="bold"), *_tightest(verdict)]
    return Panel(Group(*parts), title=Text(shown(roster.team)), title_align="left", expand=False)


def status_text(proof: Proof) -> str:
    """The proof in one sentence: how far from the best the roster can be."""
    if proof.status == "unproved":
        return "edited by hand, not proved"
    if proof.status == "optimal":
        return "proved optimal"
    if proof.bound <= 0:
        return "found within the limits; how far from the best is not known"
    above = (proof.cost - proof.bound) / proof.bound
    if above >= 1:
        return f"at most {above + 1:.1f} times the best possible"
    # Rounded up: what is promised has to hold.
    return f"at most {-(-above * 1000 // 1) / 10:.1f} % above the best possible"


def _status(proof: Proof, verdict: Verdict, rules: Sequence[Constraint]) -> Text:
    gap = max(0, proof.cost - proof.bound)
    share = f" ({proof.gap:.1%} of the cost)".replace("%", " %") if gap else ""
    kept, hard = verdict.kept(rules)
    lines = [f"cost {proof.cost:,}, bound {proof.bound:,}, gap {gap:,}{share}"]
    if verdict.cost != proof.cost:
        lines.append(f"the verifier finds a cost of {verdict.cost:,}: the roster or its inputs have changed")
    lines.append(f"hard rules kept: {kept} of {hard}")
    if verdict.hard:
        lines.append(f"{counted(len(verdict.hard), 'violation')} of hard rules, `rota verify` lists them")
    return Text.assemble((status_text(proof), "bold"), "\n", "\n".join(lines))


def _made(proof: Proof) -> str:
    return (
        f"seed {proof.seed}, {counted(proof.workers, 'worker')}, {proof.seconds:.1f} s, "
        f"rota {shown(proof.version)}"
    )


def _costs(verdict: Verdict, rules: Sequence[Constraint]) -> Table:
    """A row a rule that costs something, dearest first, with its sentence."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    table.add_column(Text("cost"), justify="right", no_wrap=True)
    table.add_column(Text("rule"), overflow="fold")
    table.add_column(Text("which says"), overflow="fold")
    for name, cost in verdict.cost_by_rule().items():
        sentences = [rule.explain() for rule in rules if rule.name == name and rule.weight is not None]
        table.add_row(Text(f"{cost:,}"), Text(shown(name)), Text(shown("; ".join(sentences))))
    return table


def _tightest(verdict: Verdict) -> Iterator[Padding]:
    """The dearest finding of each rule, of the dearest rules; one that names a queue goes before surplus."""
    dearest: dict[str, Violation] = {}
    for violation in verdict.soft:
        best = dearest.get(violation.rule)
        if best is None or dearness(violation) > dearness(best):
            dearest[violation.rule] = violation
    for rule in list(verdict.cost_by_rule())[:MOST_TIGHT]:
        said = f"{shown(dearest[rule].message)} (cost {dearest[rule].cost or 0:,})"
        yield Padding(Text(said), (0, 0, 0, 2), expand=False)
