from __future__ import annotations

import getpass
import grp
import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paging_plans import AGENTS, HOSTILE, by_minute, example, names, plans, said_by_minute
from real import program, run

from exports.icinga import FILE, SYSTEM, read, write
from exports.icinga_objects import IcingaObject, quoted, read_objects, write_objects
from rota.errors import InputError
from rota.paging.plan import System
from rota.paging.proof import prove

if TYPE_CHECKING:
    from pathlib import Path

    from rota.paging.plan import PagingPlan

BASE = """
object CheckCommand "check" { command = [ "/bin/true" ] }
object NotificationCommand "page" { command = [ "/bin/true" ] }
template Notification "rota-notification" { command = "page" }
object Host "desk" { check_command = "check" }
object Service "mail" {
  host_name = "desk"
  check_command = "check"
  vars.rota = "light"
}
object Service "phone" {
  host_name = "desk"
  check_command = "check"
  vars.rota = "standard"
}
"""


def sayable(text: str) -> bool:
    return (
        bool(text)
        and "!" not in text
        and "\\u" not in json.dumps(text, ensure_ascii=False).replace("\\\\", "")
    )


def ids() -> st.SearchStrategy[str]:
    characters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="!")
    return names().filter(sayable) | st.text(characters, min_size=1, max_size=20)


def plan_of(**more: object) -> PagingPlan:
    return example(SYSTEM, **more)


def checked(folder: Path, plan: PagingPlan, rota: bytes | None = None) -> tuple[int, str]:
    """What `icinga2 daemon -C` says to a configuration with the export in it."""
    icinga = program("icinga2")
    users = "".join(f"template User {quoted(id)} {{ }}\n" for id in plan.ids_in(SYSTEM).values())
    (folder / "rota.conf").write_bytes(write(plan)[FILE] if rota is None else rota)
    (folder / "main.conf").write_text(f'{BASE}{users}include "rota.conf"\n', "utf-8")
    places = [f"-D{name}={folder}" for name in ("DataDir", "CacheDir", "LogDir", "InitRunDir")]
    me = {"ICINGA2_USER": getpass.getuser(), "ICINGA2_GROUP": grp.getgrgid(os.getgid()).gr_name}
    told = run(icinga, "daemon", "-C", "-c", folder / "main.conf", *places, **me)
    return told.returncode, told.stdout


@given(plan=plans(SYSTEM, ids()))
@settings(max_examples=40)
def test_every_minute_reaches_whom_the_plan_says(plan: PagingPlan) -> None:
    assert said_by_minute(read(write(plan)), plan) == by_minute(plan, plan.ids_in(SYSTEM))


def test_the_export_is_proved_to_page_whom_the_roster_says_by_the_same_steps() -> None:
    assert prove(read(write(plan_of())), plan_of()) == ()


def test_a_person_of_a_role_has_a_period_in_utc_and_a_user() -> None:
    assert (
        'object TimePeriod "rota:primary:bo" {\n'
        '  ranges["2027-03-27"] = "19:00-24:00"\n'
        '  ranges["2027-03-28"] = "00:00-06:00"\n'
        "}\n\n"
        'object User "rota:primary:bo" {\n'
        '  import "bo@icinga"\n'
        '  period = "rota:primary:bo"\n'
        '  groups = [ "rota:primary" ]\n'
        "}\n"
    ) in write(plan_of())[FILE].decode()


def test_a_step_begins_after_the_waits_before_it_and_comes_again_as_often_as_the_chain_is_long() -> None:
    system = System(SYSTEM, settings=(("template", "by phone"),))

    assert (
        'apply Notification "rota:standard:2" to Service {\n'
        '  import "by phone"\n'
        '  user_groups = [ "rota:secondary" ]\n'
        "  users = [  ]\n"
        "  times.begin = 300\n"
        "  interval = 1800\n"
        "  vars.rota_wait_minutes = 10\n"
        '  assign where service.vars.rota == "standard"\n'
        "}\n"
    ) in write(plan_of(systems=(system,)))[FILE].decode()


def test_a_fallback_that_a_turn_does_not_exclude_is_told() -> None:
    broken = write(plan_of())[FILE].replace(b'excludes = [ "rota:primary:ana", ', b"excludes = [ ")

    with pytest.raises(InputError, match="the fallback is on beside `rota:primary:ana`"):
        read({FILE: broken})


def test_a_step_that_begins_too_early_is_told() -> None:
    broken = write(plan_of())[FILE].replace(b"times.begin = 300", b"times.begin = 60")

    with pytest.raises(InputError, match="`rota:standard:2` does not begin 5 minutes after the alert"):
        read({FILE: broken})


def test_a_line_that_is_none_of_ours_is_told_with_its_number() -> None:
    with pytest.raises(InputError) as caught:
        read({FILE: b'// x\nobject Host "desk" {\n  exec()\n}\n'})

    (fault,) = caught.value.faults
    assert (fault.message, fault.line) == ("not an object as rota writes it", 3)


@given(text=names())
def test_a_text_is_refused_or_read_back_equal(text: str) -> None:
    try:
        one = IcingaObject("User", quoted(text) and text, (("ranges", text, text),), text, text)
    except InputError:
        return

    assert read_objects(write_objects([one], heading="x"), name=FILE) == (one,)


@pytest.mark.parametrize("hostile", [one for one in HOSTILE if not sayable(one)])
def test_an_id_that_the_format_cannot_say_is_refused(hostile: str) -> None:
    with pytest.raises(InputError, match="Icinga has no name for"):
        write(plan_of(contacts=(("ana", SYSTEM, hostile), *plan_of().contacts[1:])))


def test_icinga_takes_the_export(tmp_path: Path) -> None:
    status, told = checked(tmp_path, plan_of())

    assert (status, "Instantiated 5 Notifications" in told) == (0, True), told


@pytest.mark.parametrize("hostile", [one for one in HOSTILE if sayable(one)])
def test_icinga_takes_any_id_that_is_not_refused(tmp_path: Path, hostile: str) -> None:
    contacts = tuple((agent, SYSTEM, f"{agent} {hostile}") for agent in AGENTS)

    status, told = checked(tmp_path, plan_of(contacts=contacts))

    assert status == 0, told


def test_icinga_refuses_a_stretch_without_hours(tmp_path: Path) -> None:
    """So that the checks above are known to look at times."""
    rota = write(plan_of())[FILE].replace(b"19:00-24:00", b"evening")

    status, told = checked(tmp_path, plan_of(), rota)

    assert status != 0, told
