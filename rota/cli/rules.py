"""`rota rules`: which kinds of rules there are, what one does, and what the rules of a workspace say."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  typer reads it at run time
from typing import TYPE_CHECKING, Annotated

import typer

from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rota.load.rule_kinds import RuleKind

NO_ROSTER = 1


def rules(
    kind: Annotated[
        str | None, typer.Argument(help="A kind of rule, or a pack of rules; without: all kinds.")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--in", metavar="FOLDER", help="A workspace: what its rules say and whether they can."),
    ] = None,
) -> None:
    """List the kinds of rules, explain one or a pack of rules, or read a workspace's rules in sentences.

    With a workspace, rules that can never bind are marked, and rules that no roster can keep; exit 1
    where there are some of these.
    """
    from rota.cli.console import stdout_console
    from rota.cli.views.rules_view import kind_view, kinds_view, pack_view, said_view
    from rota.load.rule_kinds import rule_kinds
    from rota.load.rule_packs import pack_names, read_pack

    kinds, packs = rule_kinds(), pack_names()
    console = stdout_console()
    if folder is None and kind in packs:
        console.print(pack_view(kind, read_pack(kind)))
        return
    known = None if kind is None else _known(kinds, kind, () if folder else packs)
    if folder is None:
        console.print(kinds_view(kinds, packs) if known is None else kind_view(known))
        return
    from rota.load.workspace import load_workspace
    from rota.remarks import remarks_on

    workspace = load_workspace(folder)
    shown = [rule for rule in workspace.rules if known is None or rule.kind == known.name]
    remarks = remarks_on(workspace.problem, workspace.rules)
    names = {rule.name for rule in shown}
    about = [remark for remark in remarks if names & set(remark.rules)]
    console.print(said_view(shown, about))
    if any(remark.clash for remark in about):
        raise typer.Exit(NO_ROSTER)


def _known(kinds: Mapping[str, RuleKind], kind: str, packs: Sequence[str]) -> RuleKind:
    if kind in kinds:
        return kinds[kind]
    from rota.load.source import did_you_mean

    help_text = did_you_mean(kind, [*kinds, *packs]) or "`rota rules` lists the kinds that there are"
    raise InputError([Fault("", 0, 0, f"there is no rule kind `{kind}`", help_text)])
