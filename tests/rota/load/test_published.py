"""What rota.db tells a plan, each period by hand: Ana on 40 hours, Bo on 20."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from rosters import act, roster
from small import MONDAY, daily
from teams import team_text, write_workspace

from constraints.fair_share import FairShare
from rota.account import Account
from rota.errors import InputError
from rota.load.presence import presence_in
from rota.load.workspace import Workspace, load_workspace
from rota.publication import Presence
from rota.store.database import NAME, connected
from rota.store.publications import latest_number
from rota.store.publish import publish

if TYPE_CHECKING:
    from pathlib import Path

    from rota.roster import Roster

WEEK = timedelta(days=7)
CONTRACTS = ("{id: full, hours_per_week: 40}", "{id: half, hours_per_week: 20}")
AGENTS = ("{id: ana, name: Ana, contract: full}", "{id: bo, name: Bo, contract: half}")
SHIFTS = ('{id: night, start: "22:00", end: "06:00"}', '{id: early, start: "06:00", end: "14:00"}')
RULES = ("{kind: fair_share, burden: nights}",)
LONG_AGO = datetime(2027, 1, 1, tzinfo=UTC)
PRESENCE = (Presence("ana", 2400), Presence("bo", 1200))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The week from 15 March is planned."""
    text = team_text(start="2027-03-15", contracts=CONTRACTS, agents=AGENTS, shifts=SHIFTS, rules=RULES)
    return write_workspace(tmp_path, {"team.yaml": text})


def week_of(first: date, *worked: str, members: str = "ana bo") -> Roster:
    shifts = (*daily("night", first, 7), *daily("early", first, 7))
    return roster(*worked, first=first, shifts=shifts, members=members)


def nights(first: date, agent: str, count: int) -> list[str]:
    return [f"{agent} night {first + timedelta(days=offset)}" for offset in range(count)]


def told(folder: Path, *rosters: Roster, presence: tuple[Presence, ...] = PRESENCE, **more: object) -> None:
    with connected(folder / NAME) as store:
        for one in rosters:
            publish(store, one, act(latest_number(store), LONG_AGO, **more), presence=presence)


def accounts(workspace: Workspace, burden: str = "nights") -> dict[str, tuple[Fraction, Fraction]]:
    return {one.agent: (one.units, one.share) for one in workspace.problem.accounts if one.burden == burden}


def test_without_a_database_nothing_is_known(folder: Path) -> None:
    problem = load_workspace(folder).problem
    assert (problem.reference, problem.past_shifts, problem.past, problem.accounts) == (
        frozenset(),
        (),
        frozenset(),
        (),
    )
    assert not (folder / NAME).exists()


def test_what_is_published_of_the_horizon_is_what_changes_are_counted_against(folder: Path) -> None:
    told(folder, week_of(MONDAY + WEEK, "ana night 2027-03-16", "cem early 2027-03-17", members="ana bo cem"))
    assert load_workspace(folder).problem.reference == {("ana", "night@2027-03-16")}


def test_publishing_a_roster_does_not_change_what_it_was_made_from(folder: Path) -> None:
    before = load_workspace(folder).inputs
    told(folder, week_of(MONDAY + WEEK, "ana night 2027-03-16"))
    assert load_workspace(folder).inputs == before


def test_what_came_before_the_horizon_is_an_input(folder: Path) -> None:
    told(folder, week_of(MONDAY, "ana night 2027-03-08"))
    first = load_workspace(folder).inputs
    assert [name for name, _ in first] == [NAME, "team.yaml"]
    told(folder, week_of(MONDAY, "bo night 2027-03-08"))
    second = load_workspace(folder).inputs
    assert {name for name, _ in set(first) ^ set(second)} == {NAME}


def test_the_days_before_the_horizon_are_history(folder: Path) -> None:
    told(folder, week_of(MONDAY, "ana night 2027-03-14", "cem early 2027-03-14", members="ana bo cem"))
    problem = load_workspace(folder).problem
    assert problem.past == {("ana", "night@2027-03-14")}
    assert len(problem.past_shifts) == 14
    assert problem.known_from == week_of(MONDAY).start


def test_history_reaches_back_to_the_last_gap(folder: Path) -> None:
    told(folder, week_of(MONDAY - 2 * WEEK, "ana early 2027-02-22"), week_of(MONDAY, "ana early 2027-03-08"))
    problem = load_workspace(folder).problem
    assert problem.past == {("ana", "early@2027-03-08")}
    assert problem.known_from == week_of(MONDAY).start


def test_what_does_not_reach_up_to_the_horizon_is_no_history(folder: Path) -> None:
    told(folder, week_of(MONDAY - WEEK, "ana early 2027-03-01"))
    assert load_workspace(folder).problem.past_shifts == ()


def test_a_history_of_ones_own_replaces_what_was_published(folder: Path) -> None:
    told(folder, week_of(MONDAY, "ana night 2027-03-14"))
    (folder / "history.csv").write_text("agent,shift,day\nbo,early,2027-03-14\n")
    assert load_workspace(folder).problem.past == {("bo", "early@2027-03-14")}


def test_burdens_of_earlier_periods_are_shared_by_the_contracts_of_the_time(folder: Path) -> None:
    told(folder, week_of(MONDAY, *nights(MONDAY, "ana", 5), *nights(MONDAY + 5 * WEEK / 7, "bo", 1)))
    assert accounts(load_workspace(folder)) == {"ana": (5, 4), "bo": (1, 2)}


def test_leave_of_the_time_lowers_the_share(folder: Path) -> None:
    leave = tuple(MONDAY + timedelta(days=offset) for offset in range(7))
    presence = (Presence("ana", 2400, leave), Presence("bo", 1200))
    told(folder, week_of(MONDAY, *nights(MONDAY, "bo", 3)), presence=presence)
    assert accounts(load_workspace(folder)) == {"ana": (0, 0), "bo": (3, 3)}


def test_who_joined_later_has_no_account_of_before(folder: Path) -> None:
    told(folder, week_of(MONDAY, *nights(MONDAY, "ana", 3), members="ana"), presence=PRESENCE[:1])
    assert accounts(load_workspace(folder)) == {"ana": (3, 3)}


def test_periods_add_up_and_a_revision_replaced_does_not_count(folder: Path) -> None:
    told(folder, week_of(MONDAY - WEEK, *nights(MONDAY - WEEK, "ana", 3)))
    told(folder, week_of(MONDAY, *nights(MONDAY, "ana", 7)))
    told(folder, week_of(MONDAY, *nights(MONDAY, "bo", 3)))
    assert accounts(load_workspace(folder)) == {"ana": (3, 4), "bo": (3, 2)}


def test_a_burden_that_the_ledger_tells_of_is_not_taken_from_the_store(folder: Path) -> None:
    told(folder, week_of(MONDAY, *nights(MONDAY, "ana", 7)))
    (folder / "ledger.csv").write_text("agent,burden,units,share\nana,nights,1,2\n")
    assert accounts(load_workspace(folder)) == {"ana": (1, 2)}


def test_shares_are_hundredths_so_that_sums_stay_small(folder: Path) -> None:
    told(folder, week_of(MONDAY, *nights(MONDAY, "ana", 1)))
    assert accounts(load_workspace(folder)) == {"ana": (1, Fraction(67, 100)), "bo": (0, Fraction(33, 100))}


def test_changes_at_short_notice_are_kept_as_a_burden(folder: Path) -> None:
    """Bo was given a night at short notice; that it was taken from Ana is no burden of hers."""
    told(folder, week_of(MONDAY, "ana night 2027-03-08"))
    told(folder, week_of(MONDAY, "bo night 2027-03-08"), notice=timedelta(days=365))
    assert accounts(load_workspace(folder), "short_notice") == {
        "ana": (0, Fraction(67, 100)),
        "bo": (1, Fraction(33, 100)),
    }


def test_short_notice_goes_to_the_account_that_a_rule_names_and_that_of_others_to_its_own(
    folder: Path,
) -> None:
    rule = "{kind: fair_share, burden: short_notice, account: calls, who: {ids: [ana]}}"
    text = (folder / "team.yaml").read_text().replace(RULES[0], rule)
    (folder / "team.yaml").write_text(text + "publishing: {notice_days: 14}\n")
    told(folder, week_of(MONDAY))
    late = week_of(MONDAY, "ana night 2027-03-08", "bo night 2027-03-09", "bo night 2027-03-10")
    told(folder, late, notice=timedelta(days=365))
    workspace = load_workspace(folder)
    assert accounts(workspace, "calls") == {"ana": (1, 1)}
    assert accounts(workspace, "short_notice") == {"bo": (2, 2)}


def test_what_people_know_of_the_horizon_is_read_and_what_they_were_given_late(folder: Path) -> None:
    (folder / "team.yaml").write_text(
        (folder / "team.yaml").read_text().replace("weeks: 1", "weeks: 2") + "publishing: {notice_days: 3}\n"
    )
    coming = MONDAY + WEEK
    told(folder, week_of(coming, "ana night 2027-03-15"))
    told(
        folder,
        week_of(coming, "ana night 2027-03-15", "bo night 2027-03-16"),
        week_of(coming, "ana night 2027-03-15"),
        week_of(coming, "ana night 2027-03-15", "bo night 2027-03-16"),
        notice=timedelta(days=365),
    )
    problem = load_workspace(folder).problem
    telling = problem.telling
    assert (telling.at, telling.notice) == (None, timedelta(days=3))
    assert telling.published == {shift.id for shift in problem.shifts if shift.day < coming + WEEK}
    assert telling.known == {("ana", "night@2027-03-15"), ("bo", "night@2027-03-16")}
    assert telling.given_late == (("bo", "night@2027-03-16"),) * 2


def test_a_shift_of_other_times_than_were_published_is_not_known(folder: Path) -> None:
    told(folder, week_of(MONDAY + WEEK, "ana night 2027-03-15", "bo early 2027-03-16"))
    text = (folder / "team.yaml").read_text().replace('"22:00"', '"22:30"')
    (folder / "team.yaml").write_text(text)
    assert load_workspace(folder).problem.telling.known == {("bo", "early@2027-03-16")}
    assert load_workspace(folder).problem.reference == {
        ("ana", "night@2027-03-15"),
        ("bo", "early@2027-03-16"),
    }


def test_a_rule_can_make_up_for_short_notice(folder: Path) -> None:
    text = (folder / "team.yaml").read_text()
    rule = "{kind: fair_share, id: made-up-for, burden: nights, account: short_notice}"
    (folder / "team.yaml").write_text(text.replace(RULES[0], rule))
    told(folder, week_of(MONDAY, *nights(MONDAY, "ana", 2)))
    assert accounts(load_workspace(folder), "short_notice") == {}
    told(folder, week_of(MONDAY, *nights(MONDAY, "ana", 3)), notice=timedelta(days=365))
    workspace = load_workspace(folder)
    assert accounts(workspace, "short_notice") == {
        "ana": (1, Fraction(67, 100)),
        "bo": (0, Fraction(33, 100)),
    }
    (rule_of_team,) = (one for one in workspace.rules if isinstance(one, FairShare))
    assert rule_of_team.before(workspace.problem, "ana") == Fraction(33, 100)


def test_burdens_more_than_a_year_back_are_forgotten(folder: Path) -> None:
    first = MONDAY - 55 * WEEK
    told(folder, week_of(first, *nights(first, "ana", 3)), correct_past=True)
    assert load_workspace(folder).problem.accounts == ()


def test_presence_is_contract_minutes_and_whole_days_of_leave(folder: Path) -> None:
    problem = load_workspace(folder).problem
    assert presence_in(problem) == PRESENCE


def test_a_file_that_is_no_database_is_told_with_the_other_faults(folder: Path) -> None:
    (folder / NAME).write_text("no database at all, and long enough to be looked at\n" * 100)
    with pytest.raises(InputError, match="the file is no database of rota"):
        load_workspace(folder)


def test_a_plan_of_a_horizon_published_in_part_has_the_rest_as_history(folder: Path) -> None:
    middle = replace(week_of(MONDAY, "ana early 2027-03-14"), start=week_of(MONDAY).start)
    told(folder, middle)
    text = (folder / "team.yaml").read_text().replace("start: 2027-03-15", "start: 2027-03-14")
    (folder / "team.yaml").write_text(text)
    problem = load_workspace(folder).problem
    assert problem.reference == {("ana", "early@2027-03-14")}
    assert max(shift.day for shift in problem.past_shifts) == date(2027, 3, 13)


def test_accounts_are_in_the_order_of_agents_and_burdens(folder: Path) -> None:
    told(folder, week_of(MONDAY, *nights(MONDAY, "ana", 1)))
    found = load_workspace(folder).problem.accounts
    assert list(found) == sorted(found)
    assert Account("bo", "weekends", Fraction(), Fraction()) in found
