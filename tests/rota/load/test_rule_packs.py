"""Rule packs: what they hold, and how a team's own rules replace theirs or leave them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from constraints.min_rest import MinRest
from constraints.weekly_rest import WeeklyRest
from rota.load.rule_packs import pack_names, read_pack, rules_of
from rota.load.team import TeamPart

if TYPE_CHECKING:
    from rota.constraint import Constraint

TEAM = {
    "team": "Desk",
    "zone": "Europe/Berlin",
    "horizon": {"start": "2027-03-08"},
    "contracts": [{"id": "full", "hours_per_week": 40}],
    "agents": [{"id": "ana", "name": "Ana", "contract": "full"}],
    "shifts": [{"id": "early", "start": "06:00", "end": "14:00"}],
}


def rules(**more: object) -> tuple[Constraint, ...]:
    return rules_of(TeamPart.model_validate({**TEAM, **more}))


def test_these_packs_there_are() -> None:
    assert pack_names() == ("eu-working-time", "sre-on-call", "support-desk")


@pytest.mark.parametrize("name", pack_names())
def test_each_rule_of_a_pack_has_a_source_and_an_id_that_begins_as_no_other_packs(name: str) -> None:
    begins = name.split("-", maxsplit=1)[0].replace("support", "desk")
    pack = read_pack(name)
    assert pack.about
    assert all(entry.source for entry in pack.rules)
    assert [entry.rule.id.startswith(f"{begins}-") for entry in pack.rules] == [True] * len(pack.rules)
    assert len({entry.rule.id for entry in pack.rules}) == len(pack.rules)


def test_the_working_time_pack_holds_the_directives_numbers() -> None:
    numbers = {
        entry.rule.id: entry.rule.model_dump(include={"kind", "hours", "weeks"})
        for entry in read_pack("eu-working-time").rules
    }
    assert numbers == {
        "eu-daily-rest": {"kind": "min_rest_in_24h", "hours": 11},
        "eu-weekly-rest": {"kind": "weekly_rest", "hours": 35},
        "eu-average-week": {"kind": "average_hours", "hours": 48, "weeks": 17},
        "eu-night-work": {"kind": "night_worker_hours", "hours": 8},
        "eu-hazardous-nights": {"kind": "night_hours_in_24h", "hours": 8},
    }


def test_the_rules_of_packs_come_before_the_teams_own() -> None:
    own = {"kind": "min_rest", "hours": 10}
    names = [rule.name for rule in rules(packs=["eu-working-time"], rules=[own])]
    packed = ["eu-daily-rest", "eu-weekly-rest", "eu-average-week", "eu-night-work", "eu-hazardous-nights"]
    assert names == [*packed, "min_rest"]


def test_a_rule_of_the_same_id_stands_for_the_packs() -> None:
    own = {"kind": "weekly_rest", "id": "eu-weekly-rest", "hours": 24}
    found = rules(packs=["eu-working-time"], rules=[own])
    assert [rule.name for rule in found].count("eu-weekly-rest") == 1
    assert found[-1] == WeeklyRest(id="eu-weekly-rest", hours=24)


def test_rules_can_be_left_out() -> None:
    dropped = ["eu-daily-rest", "eu-night-work", "eu-average-week", "eu-hazardous-nights"]
    assert [rule.name for rule in rules(packs=["eu-working-time"], without=dropped)] == ["eu-weekly-rest"]


def test_a_pack_taken_twice_is_taken_once() -> None:
    assert len(rules(packs=["eu-working-time", "eu-working-time"])) == 5


def test_without_packs_a_team_has_its_own_rules_alone() -> None:
    assert rules(rules=[{"kind": "min_rest"}]) == (MinRest(),)
