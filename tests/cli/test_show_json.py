from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from rota.cli.show_json import Asked, document

if TYPE_CHECKING:
    from rota.cli.views.showing import Showing


def test_the_document_is_what_json_writes_and_reads(month: Showing) -> None:
    written = document(month, Asked())
    assert json.loads(json.dumps(written)) == written
    assert list(written) == [
        "format",
        "team",
        "zone",
        "start",
        "end",
        "proof",
        "verdict",
        "agents",
        "coverage",
    ]


def test_one_agent_is_told_whole(spring: Showing) -> None:
    asked = Asked(agent=spring.problem.agent_of["bo"], day=date(2027, 3, 26))
    assert document(spring, asked)["agents"] == [
        {
            "id": "bo",
            "name": "Bo Lind",
            "zone": "Europe/Berlin",
            "tier": 1,
            "worked_minutes": 75 * 60,
            "owed_minutes": 80 * 60,
            "on_call_minutes": 0,
            "nights": 0,
            "weekends": 0,
            "leave": [],
            "requests": [{"day": "2027-03-26", "wish": "off", "template": "", "met": False}],
            "shifts": [
                {
                    "id": "late@2027-03-26",
                    "template": "late",
                    "kind": "work",
                    "role": "",
                    "start": "2027-03-26T13:00:00Z",
                    "end": "2027-03-26T21:00:00Z",
                    "minutes": 480,
                    "paid_minutes": 450,
                    "night": False,
                }
            ],
        }
    ]


def test_a_day_of_coverage_has_its_worst_interval(spring: Showing) -> None:
    written = document(spring, Asked(day=date(2027, 3, 28)))
    assert written["coverage"] == {
        "wanted_minutes": 675 * 60,
        "covered_minutes": 389 * 60,
        "missing_minutes": 286 * 60,
        "over_minutes": 28 * 60,
        "days": [
            {
                "day": "2027-03-28",
                "wanted_minutes": 33 * 60,
                "covered_minutes": 23 * 60,
                "missing_minutes": 10 * 60,
                "over_minutes": 0,
                "worst": {
                    "queue": "phone-de",
                    "start": "2027-03-28T06:00:00Z",
                    "end": "2027-03-28T07:00:00Z",
                    "wanted": 1,
                    "missing": 1,
                },
            }
        ],
    }


def test_the_verdict_names_what_rules_say(spring: Showing) -> None:
    verdict = document(spring, Asked(coverage=True))["verdict"]
    assert isinstance(verdict, dict)
    assert {**verdict, "cost_by_rule": verdict["cost_by_rule"][-1:]} == {
        "lawful": True,
        "cost": 71_630,
        "hard_rules": 3,
        "hard_rules_kept": 3,
        "violations": [],
        "cost_by_rule": [
            {
                "rule": "requests",
                "cost": 10,
                "findings": 1,
                "says": "everybody: requests are met where they can be, 10 points each",
            }
        ],
    }


def test_coverage_alone_leaves_agents_out_and_no_rule_means_no_coverage(spring: Showing) -> None:
    assert document(spring, Asked(coverage=True))["agents"] == []
    assert document(replace(spring, rules=()), Asked())["coverage"] is None
