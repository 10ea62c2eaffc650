"""What `rota show --json` prints: a document for tools, RFC 8259, whose keys stay as they are.

    format        "rota-show/1"
    team, zone, start, end          the horizon [start, end), instants in UTC
    proof         status, cost, bound, gap (a share of the cost), seed, workers, seconds, version
    verdict       lawful, cost (recomputed), hard_rules, hard_rules_kept (how many),
                  violations of hard rules [rule, message, shortfall, unit],
                  cost_by_rule [rule, cost, findings, says]
    agents        [id, name, zone, tier, worked_minutes (paid), owed_minutes, on_call_minutes, nights,
                  weekends, leave, requests, shifts]; leave is dates; requests [day, wish, template,
                  met]; days of the agent's home; shifts [id, template, kind, role, start, end, minutes,
                  paid_minutes, night]
    coverage      wanted_minutes, covered_minutes, missing_minutes, over_minutes; days [the same, day,
                  worst: null or queue, start, end, wanted, missing]; null without a coverage rule

Minutes are whole; those of coverage are agent-minutes. `--agent` leaves that one agent in `agents`,
`--day` the shifts that run on that day of the team's zone and that one of `days`; totals are those of
the whole horizon always. `--coverage` alone leaves `agents` empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exports.instant import instant_text
from rota.cli.views.coverage_days import coverage_by_day, together
from rota.cli.views.half_hours import watched_queues
from rota.cli.views.showing import totals
from rota.localtime import DAY, midnight

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from rota.agent import Agent
    from rota.cli.views.coverage_days import Covered
    from rota.cli.views.showing import Showing
    from rota.roster import Proof
    from rota.shift import Shift

FORMAT = "rota-show/1"


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a roster is to be shown: all of it, or one agent, one day, coverage alone."""

    agent: Agent | None = None
    day: date | None = None
    coverage: bool = False


def document(showing: Showing, asked: Asked) -> Mapping[str, object]:
    """The whole document, made of what `json` writes."""
    problem = showing.problem
    only_coverage = asked.coverage and asked.agent is None and asked.day is None
    agents = (asked.agent,) if asked.agent else () if only_coverage else problem.agents
    return {
        "format": FORMAT,
        "team": problem.team,
        "zone": problem.zone,
        "start": instant_text(problem.start),
        "end": instant_text(problem.end),
        "proof": _proof(showing.roster.proof),
        "verdict": _verdict(showing),
        "agents": [_agent(showing, agent, asked.day) for agent in agents],
        "coverage": _coverage(showing, asked.day),
    }


def _proof(proof: Proof) -> Mapping[str, object]:
    return {
        "status": proof.status,
        "cost": proof.cost,
        "bound": proof.bound,
        "gap": proof.gap,
        "seed": proof.seed,
        "workers": proof.workers,
        "seconds": proof.seconds,
        "version": proof.version,
    }


def _verdict(showing: Showing) -> Mapping[str, object]:
    verdict = showing.verdict
    kept, hard = verdict.kept(showing.rules)
    sentences = {rule.name: rule.explain() for rule in reversed(showing.rules)}
    return {
        "lawful": verdict.lawful,
        "cost": verdict.cost,
        "hard_rules": hard,
        "hard_rules_kept": kept,
        "violations": [
            {"rule": one.rule, "message": one.message, "shortfall": one.shortfall, "unit": one.unit}
            for one in verdict.hard
        ],
        "cost_by_rule": [
            {
                "rule": rule,
                "cost": cost,
                "findings": sum(violation.rule == rule for violation in verdict.soft),
                "says": sentences[rule],
            }
            for rule, cost in verdict.cost_by_rule().items()
        ],
    }


def _agent(showing: Showing, agent: Agent, day: date | None) -> Mapping[str, object]:
    worked = totals(showing, agent, showing.days[0], showing.days[-1])
    return {
        "id": agent.id,
        "name": agent.name,
        "zone": agent.zone,
        "tier": agent.tier,
        "worked_minutes": worked.minutes,
        "owed_minutes": worked.owed_minutes,
        "on_call_minutes": worked.on_call_minutes,
        "nights": worked.nights,
        "weekends": worked.weekends,
        "leave": [leave.isoformat() for leave in sorted(showing.problem.leave_of[agent.id])],
        "requests": [
            {
                "day": request.day.isoformat(),
                "wish": request.wish,
                "template": request.template,
                "met": showing.met(request),
            }
            for request in showing.requests_of(agent)
        ],
        "shifts": [
            _shift(showing, agent, shift)
            for shift in showing.duty.coming(agent)
            if day is None or _runs_on(showing, shift, day)
        ],
    }


def _runs_on(showing: Showing, shift: Shift, day: date) -> bool:
    zone = showing.problem.zone
    return shift.start < midnight(day + DAY, zone) and midnight(day, zone) < shift.end


def _shift(showing: Showing, agent: Agent, shift: Shift) -> Mapping[str, object]:
    return {
        "id": shift.id,
        "template": shift.template,
        "kind": shift.kind,
        "role": shift.role,
        "start": instant_text(shift.start),
        "end": instant_text(shift.end),
        "minutes": shift.minutes,
        "paid_minutes": shift.paid_minutes,
        "night": showing.problem.is_night(agent, shift),
    }


def _coverage(showing: Showing, day: date | None) -> Mapping[str, object] | None:
    if not watched_queues(showing):
        return None
    by_day = coverage_by_day(showing)
    days = by_day if day is None else {day: by_day[day]}
    return {
        **_minutes(together(by_day.values())),
        "days": [
            {"day": one.isoformat(), **_minutes(covered), "worst": _worst(covered)}
            for one, covered in days.items()
        ],
    }


def _minutes(covered: Covered) -> dict[str, object]:
    return {
        "wanted_minutes": covered.wanted,
        "covered_minutes": covered.covered,
        "missing_minutes": covered.missing,
        "over_minutes": covered.over,
    }


def _worst(covered: Covered) -> Mapping[str, object] | None:
    worst = covered.worst
    if worst is None:
        return None
    return {
        "queue": worst.queue,
        "start": instant_text(worst.start),
        "end": instant_text(worst.end),
        "wanted": worst.wanted,
        "missing": worst.missing,
    }
