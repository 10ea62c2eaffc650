from __future__ import annotations

from datetime import date, time

import pytest
from pydantic import ValidationError
from teams import team_of, team_text

from constraints.headcount import Headcount
from constraints.min_rest import MinRest
from rota.errors import InputError
from rota.load.team import (
    AgentPart,
    ContractPart,
    HorizonPart,
    NightPart,
    QueuePart,
    RequestPart,
    ShiftPart,
    TeamPart,
    WindowPart,
)

WHOLE_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def message_of(text: str) -> str:
    with pytest.raises(InputError) as caught:
        team_of(text)
    return str(caught.value)


def test_what_is_written_is_what_is_read() -> None:
    team = team_of(
        team_text(
            weeks=2,
            agents=[
                "{id: ana, name: Ana Kola, zone: Europe/Tirane, tier: 2, contract: full, "
                "skills: {german: 3}, tags: [newcomer], email: ana@example.org, "
                'available: [{days: [mon, tue], from: "08:00", to: "24:00"}], '
                "requests: [{off: 2027-03-12, weight: 3}, {on: 2027-03-13, shift: late}]}"
            ],
            rules=["{kind: min_rest, hours: 11}", "{kind: headcount, id: two, least: 2, weight: 5}"],
            more='night: {from: "22:30", to: "05:30", at_least_hours: 2.5}\n',
        )
    )
    assert [team.team, team.zone, team.skills] == ["Help desk", "Europe/Berlin", ("german", "french")]
    assert team.horizon == HorizonPart(start="2027-03-08", weeks=2)
    assert team.night == NightPart(begins=time(22, 30), ends=time(5, 30), at_least_hours=2.5)
    assert team.contracts == (ContractPart(id="full", hours_per_week=40),)
    assert team.agents == (
        AgentPart(
            id="ana",
            name="Ana Kola",
            zone="Europe/Tirane",
            tier=2,
            contract="full",
            skills={"german": 3},
            tags=("newcomer",),
            email="ana@example.org",
            available=(WindowPart(days=("mon", "tue"), begins=time(8), ends=time(0)),),
            requests=(
                RequestPart(off=date(2027, 3, 12), weight=3),
                RequestPart(on=date(2027, 3, 13), shift="late"),
            ),
        ),
    )
    assert team.rules == (MinRest(hours=11), Headcount(id="two", least=2, weight=5))


def test_what_is_left_out_is_the_commonest() -> None:
    team = team_of(team_text(queues=["{id: phone, channel: phone, handle_seconds: 240}"]))
    assert [team.night, team.rules] == [NightPart(begins=time(23), ends=time(6), at_least_hours=3), ()]
    (early,), (phone,) = team.shifts, team.queues
    assert [early.days, early.kind, early.break_minutes, early.tier, early.zone] == [
        WHOLE_WEEK,
        "work",
        0,
        0,
        None,
    ]
    assert [phone.service_level, phone.answer_seconds, phone.max_occupancy] == [0.8, 20, 0.85]
    assert [phone.shrinkage, phone.minimum, phone.tier, phone.tiers_above, phone.open] == [0, 0, 1, True, ()]


def test_a_team_cannot_be_changed() -> None:
    team = team_of(team_text())
    with pytest.raises(ValidationError, match="frozen"):
        team.zone = "UTC"


@pytest.mark.parametrize(
    ("request_text", "message"),
    [
        ("{off: 2027-03-12, on: 2027-03-13}", "give either `on` or `off`"),
        ("{weight: 2}", "give either `on` or `off`"),
        ("{off: 12.03.2027}", "`12.03.2027` is not a date such as `2027-03-08`"),
        ("{off: 2027-03-12, weight: 0}", "`weight` is `0`, at least 1 is expected"),
        ("{off: 2027-03-12, weight: 101}", "`weight` is `101`, at most 100 is expected"),
    ],
)
def test_a_request_is_for_one_day(request_text: str, message: str) -> None:
    agent = f"{{id: ana, name: Ana, contract: full, requests: [{request_text}]}}"
    assert message_of(team_text(agents=[agent])) == message


@pytest.mark.parametrize(
    ("weeks", "message"),
    [(0, "`weeks` is `0`, at least 1 is expected"), (61, "`weeks` is `61`, at most 60 is expected")],
)
def test_a_horizon_has_an_end(weeks: int, message: str) -> None:
    assert message_of(team_text(weeks=weeks)) == message


def test_days_that_are_none_are_a_slip() -> None:
    shift = '{id: early, start: "06:00", end: "14:00", days: []}'
    assert message_of(team_text(shifts=[shift])) == "`days` has 0 items, at least 1 is expected"


def test_a_service_level_in_per_cent_is_refused() -> None:
    queue = "{id: phone, channel: phone, handle_seconds: 240, service_level: 80}"
    assert message_of(team_text(queues=[queue])) == "`service_level` is `80`, less than 1 is expected"


@pytest.mark.parametrize("part", [TeamPart, AgentPart, QueuePart, ShiftPart, WindowPart, RequestPart])
def test_every_field_says_what_it_means(part: type[TeamPart]) -> None:
    assert [name for name, field in part.model_fields.items() if not field.description] == []
