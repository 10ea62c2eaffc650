"""The section `paging` of team.yaml as values."""

from __future__ import annotations

from datetime import time

from teams import team_of, team_text

from rota.load.paging import handoff_of, paging_of
from rota.paging.escalation import Escalation, Hours, Route, Step, Target
from rota.paging.plan import System
from rota.paging.rules import HandoffRules, Paging

AGENTS = (
    "{id: bo, name: Bo Lind, contract: full, tags: [lead], contacts: {slack: U2, pagerduty: P2}}",
    "{id: ana, name: Ana Kola, contract: full, tags: [lead], contacts: {pagerduty: P1}}",
)
SHORT = """
paging:
  fallback: ana
  escalations:
    - {id: standard, steps: [{roles: [primary]}]}
"""
LONG = """
paging:
  fallback: ana
  acknowledge_minutes: 7
  escalations:
    - id: standard
      repeat: 2
      steps:
        - {roles: [primary, secondary]}
        - {agents: [bo], tags: [lead], wait_minutes: 20, share: 0.25}
  routes:
    - {queues: [phone], severities: [low], zone: Asia/Tokyo, escalation: standard,
       hours: [{days: [mon], from: "22:00", to: "24:00"}]}
    - {escalation: standard}
  systems:
    pagerduty: {schedules: {secondary: S2, primary: S1}, settings: {policy: E1}}
  handoff: {overlap_minutes: 15, checklist: [incidents], remind_minutes: [60, 1440, 60], open_alerts: stay}
"""


def test_a_team_without_the_section_has_no_paging() -> None:
    team = team_of(team_text())
    assert paging_of(team) is None
    assert handoff_of(team.paging) == HandoffRules()


def test_the_least_section_pages_one_role_and_every_alert_takes_it() -> None:
    assert paging_of(team_of(team_text(more=SHORT))) == Paging(
        "ana",
        (Escalation("standard", (Step((Target("role", "primary"),), 5),)),),
        (Route("standard"),),
        shares=(("standard", (1.0,)),),
    )


def test_everything_that_is_said_is_kept() -> None:
    assert paging_of(team_of(team_text(agents=AGENTS, more=LONG))) == Paging(
        fallback="ana",
        escalations=(
            Escalation(
                "standard",
                (
                    Step((Target("role", "primary"), Target("role", "secondary")), 7),
                    Step((Target("agent", "bo"), Target("agent", "ana")), 20),
                ),
                repeat=2,
            ),
        ),
        routes=(
            Route("standard", ("phone",), ("low",), (Hours(("mon",), time(22), time(0), "Asia/Tokyo"),)),
            Route("standard"),
        ),
        contacts=(("ana", "pagerduty", "P1"), ("bo", "pagerduty", "P2"), ("bo", "slack", "U2")),
        systems=(System("pagerduty", (("primary", "S1"), ("secondary", "S2")), (("policy", "E1"),)),),
        handoff=HandoffRules(15, ("incidents",), "", (1440, 60), "stay"),
        shares=(("standard", (1.0, 0.25)),),
    )


def test_contacts_are_not_printed() -> None:
    assert "U2" not in repr(team_of(team_text(agents=AGENTS, more=LONG)).agents)
