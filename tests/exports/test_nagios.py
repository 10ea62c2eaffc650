from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paging_plans import AGENTS, HOSTILE, at, by_minute, example, plans, said_by_minute, turn
from real import program, run

from exports.nagios import FILE, SYSTEM, read, write
from exports.nagios_objects import Definition, read_objects, require_name, write_objects
from rota.errors import InputError
from rota.paging.escalation import Escalation, Step, Target
from rota.paging.proof import prove

if TYPE_CHECKING:
    from pathlib import Path

    from rota.paging.plan import PagingPlan

BASE = """
define command {
    command_name page
    command_line /bin/true
}
define host {
    host_name desk
    address 127.0.0.1
    check_command page
    max_check_attempts 1
    check_period rota:always
    contacts rota:agent:dev:always
}
define service {
    host_name desk
    service_description mail
    check_command page
    max_check_attempts 1
    check_period rota:always
    notification_period rota:always
    contacts rota:agent:dev:always
    servicegroups rota:standard,rota:light
}
"""
TEMPLATE = """
define contact {{
    name {id}
    register 0
    host_notification_commands page
    service_notification_commands page
    host_notification_options d,u,r
    service_notification_options w,u,c,r
}}
"""


def ids() -> st.SearchStrategy[str]:
    return st.from_regex(r"[a-zA-Zäöü0-9][a-zA-Z0-9 _.@:/-]{0,20}[a-zA-Z0-9]", fullmatch=True)


def plan_of(**more: object) -> PagingPlan:
    return example(SYSTEM, **more)


def checked(folder: Path, rota: bytes, contacts: list[str]) -> tuple[int, str]:
    """What `nagios4 -v` says to a configuration with this file in it."""
    nagios = program("nagios4")
    (folder / "rota.cfg").write_bytes(rota)
    (folder / "base.cfg").write_text(BASE + "".join(TEMPLATE.format(id=id) for id in contacts), "utf-8")
    main = folder / "nagios.cfg"
    main.write_text(
        f"nagios_user={os.getuid()}\nnagios_group={os.getgid()}\n"
        f"cfg_file={folder}/base.cfg\ncfg_file={folder}/rota.cfg\nuse_timezone=UTC\n"
        f"log_file={folder}/log\ncheck_result_path={folder}\ntemp_path={folder}\ntemp_file={folder}/temp\n"
        f"lock_file={folder}/lock\nstate_retention_file={folder}/state\n",
        "utf-8",
    )
    told = run(nagios, "-v", main)
    return told.returncode, told.stdout


@given(plan=plans(SYSTEM, ids()))
@settings(max_examples=40)
def test_every_minute_reaches_whom_the_plan_says(plan: PagingPlan) -> None:
    assert said_by_minute(read(write(plan)), plan) == by_minute(plan, plan.ids_in(SYSTEM))


def test_the_export_is_proved_to_page_whom_the_roster_says_by_the_same_steps() -> None:
    assert prove(read(write(plan_of())), plan_of()) == ()


@pytest.mark.parametrize("repeat", [0, 1, 4])
@pytest.mark.parametrize("count", [1, 2])
def test_two_steps_alike_are_told_from_one_gone_through_twice(count: int, repeat: int) -> None:
    plan = plan_of(escalations=(Escalation("e", (Step((Target("agent", "dev"),), 5),) * count, repeat),))

    (chain,) = read(write(plan)).chains

    assert (len(chain.steps), chain.repeat) == (count, repeat)


def test_turns_of_one_day_are_on_one_line_and_cut_at_midnight() -> None:
    later = turn("primary", "bo", at(28, 20), at(28, 22))

    text = write(plan_of(turns=(*plan_of().turns, later)))[FILE].decode()

    assert (
        "define timeperiod {\n"
        "    timeperiod_name rota:primary:bo\n"
        "    alias rota:primary:bo\n"
        "    2027-03-27 19:00-24:00\n"
        "    2027-03-28 00:00-06:00,20:00-22:00\n"
        "}\n"
    ) in text


def test_the_fallback_is_on_whenever_no_turn_is() -> None:
    objects = read_objects(write(plan_of())[FILE], name=FILE)
    periods = {one.directives[0][1]: one.directives for one in objects if one.kind == "timeperiod"}

    assert periods["rota:primary::fallback"][2:] == (
        ("sunday", "00:00-24:00"),
        ("monday", "00:00-24:00"),
        ("tuesday", "00:00-24:00"),
        ("wednesday", "00:00-24:00"),
        ("thursday", "00:00-24:00"),
        ("friday", "00:00-24:00"),
        ("saturday", "00:00-24:00"),
        ("exclude", "rota:primary:ana,rota:primary:bo"),
    )


def test_the_last_step_goes_on_until_somebody_acknowledges() -> None:
    escalations = [
        one for one in read_objects(write(plan_of())[FILE], name=FILE) if one.kind == "serviceescalation"
    ]

    assert [
        tuple(
            one.value(name) for name in ("first_notification", "last_notification", "notification_interval")
        )
        for one in escalations
        if one.value("servicegroup_name") == "rota:light"
    ] == [("1", "1", "30"), ("2", "0", "15")]


def test_a_fallback_that_a_turn_does_not_exclude_is_told() -> None:
    broken = write(plan_of())[FILE].replace(b"exclude rota:primary:ana,", b"exclude ")

    with pytest.raises(InputError, match="the fallback is on beside `rota:primary:ana`"):
        read({FILE: broken})


def test_a_line_that_is_none_of_ours_is_told_with_its_number() -> None:
    with pytest.raises(InputError) as caught:
        read({FILE: write(plan_of())[FILE] + b"define host {\n"})

    (fault,) = caught.value.faults
    assert (fault.message, fault.line > 100) == ("not an object as rota writes it", True)


@pytest.mark.parametrize("hostile", [one for one in HOSTILE if one != "x" * 300])
def test_an_id_that_the_format_cannot_quote_is_refused(hostile: str) -> None:
    contacts = (("ana", SYSTEM, hostile), *plan_of().contacts[1:])

    with pytest.raises(InputError, match="agent `ana` has an id that Nagios cannot read"):
        write(plan_of(contacts=contacts))


@given(text=st.text())
def test_what_is_not_refused_is_read_back_equal(text: str) -> None:
    try:
        name = require_name(text, what="x")
    except InputError:
        return
    definition = Definition("contact", (("contact_name", name), ("use", name)))

    assert read_objects(write_objects([definition], heading="x"), name=FILE) == (definition,)


def test_nagios_takes_the_export(tmp_path: Path) -> None:
    status, told = checked(tmp_path, write(plan_of())[FILE], [f"{agent}@{SYSTEM}" for agent in AGENTS])

    assert (status, "Total Errors:   0" in told) == (0, True), told


@given(plan=plans(SYSTEM, ids()))
@settings(max_examples=8)
def test_nagios_takes_any_plan(plan: PagingPlan, tmp_path_factory: pytest.TempPathFactory) -> None:
    names = list(plan.ids_in(SYSTEM).values())

    status, told = checked(tmp_path_factory.mktemp("nagios"), write(plan)[FILE], names)

    assert status == 0, told


def test_nagios_refuses_an_hour_25(tmp_path: Path) -> None:
    """So that the checks above are known to look at times."""
    rota = write(plan_of())[FILE].replace(b"19:00-24:00", b"19:00-25:00")

    status, told = checked(tmp_path, rota, [f"{agent}@{SYSTEM}" for agent in AGENTS])

    assert (status, "Could not add" in told) == (1, True), told
