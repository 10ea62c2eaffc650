"""The whole report of a workspace's roster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exports.ics_text import plain
from rota.cli.reporting.coverage import coverage_of
from rota.cli.reporting.news import changes_of
from rota.cli.reporting.people import burdens_of, hours_table, on_call_table, wishes_of
from rota.cli.reporting.rules import proof_of, rules_of
from rota.cli.reporting.service import service_of
from rota.cli.reporting.sheets import agent_grids, day_grids, legend
from rota.cli.reporting.words import moment, percent, share, span
from rota.cli.stored import changed_text
from rota.cli.views.coverage_days import coverage_by_day, together
from rota.cli.views.half_hours import watched_queues
from rota.cli.views.wording import counted, hours
from rota.report.report import Fact, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.cli.reporting.played import Played
    from rota.cli.views.showing import Showing
    from rota.load.workspace import Workspace
    from rota.report.report import Changes, Proof, Wishes
    from rota.store.outlook import Outlook


@dataclass(frozen=True, slots=True)
class News:
    """What publishing the roster would change, against which revision (0: none)."""

    outlook: Outlook
    revision: int


def report_of(workspace: Workspace, showing: Showing, played: Played, news: News) -> Report:
    """Every section."""
    problem, roster = showing.problem, showing.roster
    wishes, proof = wishes_of(showing), proof_of(showing)
    changes = changes_of(news.outlook, news.revision, problem.zone)
    changed = changed_text(workspace.inputs, roster)
    return Report(
        team=plain(problem.team),
        span=span(showing.days[0], showing.days[-1]),
        zone=problem.zone,
        made=f"{moment(roster.made_at, problem.zone)} {roster.made_at.year}",
        facts=tuple(_facts(showing, wishes, proof, changes)),
        warnings=(f"{changed[:1].upper()}{changed[1:]}.",) if changed else (),
        grids=agent_grids(showing),
        legend=legend(showing),
        weeks=day_grids(showing),
        coverage=coverage_of(showing),
        service=service_of(workspace, showing, played),
        burdens=burdens_of(showing),
        wishes=wishes,
        hours=hours_table(showing),
        on_call=on_call_table(showing),
        rules=rules_of(showing),
        proof=proof,
        changes=changes,
    )


def _facts(showing: Showing, wishes: tuple[Wishes, ...], proof: Proof, changes: Changes) -> Iterator[Fact]:
    kept, hard = showing.verdict.kept(showing.rules)
    yield Fact("Musts kept", f"{kept} of {hard}", mood="good" if showing.verdict.lawful else "bad")
    if watched_queues(showing):
        whole = together(coverage_by_day(showing).values())
        missing = f"{hours(whole.missing)} agent-hours missing" if whole.missing else "nothing missing"
        yield Fact("Load covered", share(whole.covered, whole.wanted), missing)
    asked, met = sum(one.asked for one in wishes), sum(one.met for one in wishes)
    if asked:
        yield Fact("Wishes met", f"{met} of {asked}", mood="good" if met == asked else "")
    yield _quality(showing, proof)
    people = len({row[0] for row in (*changes.rows, *changes.firsts)})
    told = len(changes.rows) + sum(int(row[1]) for row in changes.firsts)
    if not changes.since:
        yield Fact("Changes", "none", "nothing is published yet")
        return
    yield Fact("Changes", f"{told:,}", f"for {counted(people, 'agent')}" if told else "nothing to tell")


def _quality(showing: Showing, proof: Proof) -> Fact:
    gap = showing.roster.proof.gap
    if showing.roster.proof.status == "unproved":
        return Fact("Proof", "none", proof.status)
    if not gap:
        return Fact("Proof", "optimal", "no better roster exists", "good")
    return Fact("Proof", f"gap {percent(gap)}", proof.status)
