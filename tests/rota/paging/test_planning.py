"""From a roster to a plan: ends of escalations, what reaches in from before, what is refused."""

from __future__ import annotations

import pytest
from duties import ROLE, STANDARD, duty, paging, roster_of
from small import MONDAY, at

from rota.errors import InputError
from rota.localtime import DAY
from rota.paging.escalation import Escalation, Step, Target
from rota.paging.planning import plan_of
from rota.paging.turn import Turn

DEA = Target("agent", "dea")
DAYTIME = duty("primary", MONDAY, "08:00", "20:00")


def test_every_escalation_ends_with_the_fallback() -> None:
    with_dea = Escalation("with-dea", (Step((ROLE["primary"], DEA), 7),))
    roster = roster_of(("ana", DAYTIME))
    plan = plan_of(roster, paging(STANDARD, with_dea), since=roster.start)
    assert plan.escalations == (
        Escalation("standard", (*STANDARD.steps, Step((DEA,), 10)), repeat=1),
        with_dea,
    )


def test_roles_are_those_of_shifts_and_of_escalations() -> None:
    roster = roster_of(("ana", DAYTIME), ("bo", duty("shadow", MONDAY, "08:00", "20:00")))
    assert plan_of(roster, paging(), since=roster.start).roles == ("primary", "secondary", "shadow")


def test_who_began_before_the_roster_is_on_until_the_end_of_that_shift() -> None:
    roster = roster_of(("ana", DAYTIME))
    night = Turn("primary", at(MONDAY - DAY, "20:00"), at(MONDAY, "08:00"), "bo", "night@2027-03-07")
    over = Turn("primary", at(MONDAY - DAY, "08:00"), at(MONDAY - DAY, "20:00"), "cem", "day@2027-03-07")
    plan = plan_of(roster, paging(), since=roster.start, before=[night, over])
    assert plan.turns == (night, Turn("primary", DAYTIME.start, DAYTIME.end, "ana", DAYTIME.id))
    assert plan.turns_of("primary")[0] == Turn("primary", roster.start, night.end, "bo", night.shift)


def test_two_people_in_one_role_at_once_are_refused_once_a_shift() -> None:
    roster = roster_of(("ana", DAYTIME), ("bo", DAYTIME), ("cem", duty("primary", MONDAY, "12:00", "13:00")))
    with pytest.raises(InputError) as caught:
        plan_of(roster, paging(), since=roster.start)
    assert [(fault.message, fault.help) for fault in caught.value.faults] == [
        (
            "`ana` and `bo` both begin as `primary` on Mon 08 Mar 08:00, and a pager takes one person a role",
            "give the second shift a `role` of its own",
        )
    ]


def test_an_agent_whom_the_roster_has_not_is_refused() -> None:
    stranger = Escalation("standard", (Step((Target("agent", "zed"),), 5),))
    roster = roster_of(("ana", DAYTIME))
    with pytest.raises(InputError, match="`paging` names agent `zed`, whom the roster does not have"):
        plan_of(roster, paging(stranger), since=roster.start)


def test_contacts_are_kept_out_of_what_is_printed() -> None:
    roster = roster_of(("ana", DAYTIME))
    assert "B-ana" not in repr(plan_of(roster, paging(), since=roster.start))
    assert "B-ana" not in repr(paging())
