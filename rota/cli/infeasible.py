"""Why there is no roster, in plain words: the chain of reasons and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.cli.views.wording import shown
from rota.errors import OurBug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.constraint import Violation
    from rota.load.workspace import Workspace
    from rota.solve.giving_up import GivenUp

MOST_A_RULE = 6
SECONDS = 8.0
"""How long to look for clashes and ways out, and, where none is found, for what gives way the least."""
HEAD = "error: no roster keeps every hard rule"


def infeasible_text(workspace: Workspace, *, width: int) -> str:
    """The whole answer to a workspace that no roster serves."""
    from rota.cli.views.clash_view import clash_lines
    from rota.explain.change import Setting
    from rota.solve.why_infeasible import Impossible, why_infeasible

    setting = Setting(workspace.problem, workspace.rules)
    said = why_infeasible(setting, seconds=SECONDS)
    if not isinstance(said, Impossible):
        raise OurBug("the search finds no roster, the explanation of why there is none finds one")
    if said.clashes:
        return "\n".join([HEAD, *clash_lines(setting, said, width=width), ""])
    return "\n".join([HEAD, *_given_up(workspace), ""])


def _given_up(workspace: Workspace) -> Iterator[str]:
    """What the roster that gives up the least would still break, rule by rule."""
    from rota.solve.giving_up import give_up
    from rota.solve.limits import Limits

    found: GivenUp = give_up(workspace.problem, workspace.rules, limits=Limits(seconds=SECONDS))
    if not found.broken:
        yield "help: which rules clash was not found in time"
        return
    least = "the one that gives up the least still breaks:"
    some = "one that gives up little still breaks (another may break less):"
    yield least if found.least else some
    for rule in workspace.rules:
        broken = [violation for violation in found.broken if violation.rule == rule.name]
        if broken:
            yield ""
            yield f"  {rule.name} ({shown(rule.explain())})"
            yield from _messages(broken)


def _messages(broken: Sequence[Violation]) -> Iterator[str]:
    for violation in broken[:MOST_A_RULE]:
        yield f"    - {shown(violation.message)}"
    if len(broken) > MOST_A_RULE:
        yield f"    - and {len(broken) - MOST_A_RULE} more"
