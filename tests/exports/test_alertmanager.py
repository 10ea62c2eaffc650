from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paging_plans import (
    AGENTS,
    HOSTILE,
    at,
    business_hours,
    by_minute,
    example,
    names,
    plans,
    said_by_minute,
    turn,
)
from real import program, run
from ruamel.yaml import YAML

from exports.alertmanager import FILE, SYSTEM, read, write
from rota.errors import InputError
from rota.paging.escalation import Route
from rota.paging.plan import System
from rota.paging.proof import prove
from rota.paging.reading import ReadChain, ReadStep

if TYPE_CHECKING:
    from rota.paging.plan import PagingPlan

PAGE = Path(__file__).parent.parent.parent / "docs" / "paging" / "alertmanager.md"
RECEIVERS = {agent: f"{agent}@{SYSTEM}" for agent in AGENTS}


def plan_of(**more: object) -> PagingPlan:
    return example(SYSTEM, **more)


def merged(plan: PagingPlan, extra: dict[str, object] | None = None) -> dict[str, object]:
    """A base configuration with what the plan adds."""
    fragment, ids = YAML(typ="safe", pure=True).load(write(plan)[FILE]), plan.ids_in(SYSTEM)
    return {
        "route": {
            "receiver": ids[plan.fallback],
            "routes": fragment["route"]["routes"],
            **(extra or {}),
        },
        "receivers": [{"name": name} for name in sorted(set(ids.values()))],
        "time_intervals": fragment["time_intervals"],
    }


def shown(text: str) -> str:
    return "".join(character for character in text if character.isprintable())


def saved(folder: Path, document: object) -> Path:
    path = folder / "alertmanager.yml"
    with path.open("wb") as file:
        YAML(typ="safe", pure=True).dump(document, file)
    return path


@given(plan=plans(SYSTEM))
@settings(max_examples=30)
def test_every_minute_reaches_whom_the_plan_says(plan: PagingPlan) -> None:
    assert said_by_minute(read(write(plan)), plan) == by_minute(plan, plan.ids_in(SYSTEM))


def test_the_steps_are_read_back_with_what_they_wait() -> None:
    dev = ReadStep((("person", RECEIVERS["dev"]),), 15)

    assert read(write(plan_of())).chains == (
        ReadChain(
            "light",
            (ReadStep((("role", "primary"), ("person", RECEIVERS["cem"])), 30), dev),
            None,
        ),
        ReadChain(
            "standard",
            (
                ReadStep((("role", "primary"),), 5),
                ReadStep((("role", "secondary"),), 10),
                dev,
            ),
            None,
        ),
    )


def test_the_export_is_proved_to_page_whom_the_roster_says() -> None:
    plan = plan_of(routes=(Route("light", ("mail",), (), (business_hours(),)), Route("standard")))

    assert prove(read(write(plan)), plan) == ()


def test_a_role_that_no_step_pages_is_reached_by_alerts_that_name_it(tmp_path: Path) -> None:
    amtool = program("amtool")
    plan = plan_of(
        roles=("primary", "secondary", "shadow"),
        turns=(*plan_of().turns, turn("shadow", "cem", at(28, 8), at(28, 20))),
    )
    config = saved(tmp_path, merged(plan))

    told = run(amtool, "config", "routes", "test", f"--config.file={config}", "rota_role=shadow")

    assert told.stdout.strip() == f"{RECEIVERS['cem']},{RECEIVERS['dev']}"
    assert prove(read(write(plan)), plan) == ()


def test_a_shift_over_midnight_in_utc_is_cut_there_and_may_end_at_24() -> None:
    document = YAML(typ="safe", pure=True).load(write(plan_of())[FILE])

    (bo,) = [one for one in document["time_intervals"] if one["name"] == "primary/bo"]

    assert [(part["days_of_month"], part["times"]) for part in bo["time_intervals"]] == [
        (["27"], [{"start_time": "19:00", "end_time": "24:00"}]),
        (["28"], [{"start_time": "00:00", "end_time": "06:00"}]),
    ]


def test_the_gap_catcher_of_a_role_is_muted_by_all_of_its_turns_and_by_nothing_else() -> None:
    document = YAML(typ="safe", pure=True).load(write(plan_of())[FILE])

    catchers = [
        leaf
        for leaf in document["route"]["routes"][0]["routes"]
        if leaf["receiver"] == RECEIVERS["dev"] and "mute_time_intervals" in leaf
    ]

    assert [(leaf["mute_time_intervals"], leaf.get("group_wait")) for leaf in catchers] == [
        (["primary/ana", "primary/bo"], None),
        (["secondary/bo", "secondary/cem"], "5m"),
    ]


def test_a_catcher_that_a_turn_does_not_mute_is_told() -> None:
    broken = write(plan_of())[FILE].replace(
        b'mute_time_intervals:\n            - "primary/ana"', b"mute_time_intervals:", 1
    )

    with pytest.raises(InputError, match="is on beside that of a turn of `primary`"):
        read({FILE: broken})


def test_a_step_that_goes_out_too_early_is_told() -> None:
    broken = write(plan_of())[FILE].replace(b'group_wait: "5m"', b'group_wait: "1m"', 1)

    with pytest.raises(InputError, match="step 2 of `standard` begins after `1m`, not 5 minutes"):
        read({FILE: broken})


def test_text_that_is_no_configuration_of_ours_is_told() -> None:
    with pytest.raises(InputError):
        read({FILE: b"route: {"})
    with pytest.raises(InputError):
        read({FILE: b"route: {receiver: x}"})


def test_a_queue_that_no_matcher_can_name_is_refused() -> None:
    with pytest.raises(InputError, match=r"Alertmanager has no matcher for 'a\\nb'"):
        write(plan_of(routes=(Route("light", queues=("a\nb",)), Route("standard"))))


def test_clock_times_are_quoted_since_yaml_1_1_reads_19_00_as_a_number() -> None:
    assert b'start_time: "19:00"' in write(plan_of())[FILE]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_alertmanager_takes_any_receiver_and_queue(tmp_path: Path, hostile: str) -> None:
    amtool = program("amtool")
    contacts = tuple((agent, SYSTEM, f"{agent} {hostile}") for agent in AGENTS)
    name = shown(hostile)
    routes = (Route("light", queues=(name, "mail")), Route("standard", severities=(name,)), Route("light"))

    checked = run(amtool, "check-config", saved(tmp_path, merged(plan_of(contacts=contacts, routes=routes))))

    assert (checked.returncode, "SUCCESS" in checked.stdout) == (0, True), checked.stdout + checked.stderr


@given(
    plan=plans(SYSTEM), queue=names().map(lambda text: "".join(filter(str.isprintable, text))).filter(bool)
)
@settings(max_examples=10)
def test_alertmanager_takes_any_plan(
    plan: PagingPlan, queue: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    amtool = program("amtool")
    changed = replace(plan, routes=(Route("light", (queue,), (), (business_hours(),)), Route("standard")))

    checked = run(amtool, "check-config", saved(tmp_path_factory.mktemp("am"), merged(changed)))

    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize(
    ("labels", "escalation"),
    [
        (("queue=mail",), "light"),
        (("queue=phone",), "standard"),
        (("queue=a.b", "severity=high"), "light"),
        (("queue=aXb", "severity=high"), "standard"),
        (("queue=a.b",), "standard"),
    ],
)
def test_an_alert_takes_the_first_route_that_fits(
    tmp_path: Path, labels: tuple[str, ...], escalation: str
) -> None:
    amtool = program("amtool")
    routes = (
        Route("light", queues=("mail",)),
        Route("light", queues=("a.b", "chat"), severities=("high",)),
        Route("standard"),
    )
    config = saved(tmp_path, merged(plan_of(routes=routes)))

    told = run(amtool, "config", "routes", "test", f"--config.file={config}", *labels)

    light = [RECEIVERS[one] for one in ("ana", "bo", "dev", "cem", "dev")]
    standard = [RECEIVERS[one] for one in ("ana", "bo", "dev", "bo", "cem", "dev", "dev")]
    assert told.stdout.strip().split(",") == (light if escalation == "light" else standard)


def test_a_setting_keeps_other_alerts_away(tmp_path: Path) -> None:
    amtool = program("amtool")
    system = System(SYSTEM, settings=(("matcher", 'severity="page"'),))
    document = merged(plan_of(systems=(system,)), {"receiver": "base"})
    document["receivers"].append({"name": "base"})
    config = saved(tmp_path, document)

    told = [
        run(amtool, "config", "routes", "test", f"--config.file={config}", label).stdout.strip()
        for label in ("severity=info", "severity=page")
    ]

    assert told[0] == "base"
    assert RECEIVERS["ana"] in told[1]


def test_hours_leave_the_alert_to_the_next_route_outside_them() -> None:
    """A matched but muted route would swallow it: within the hours one escalation, without them the other."""
    monday = at(29, 0)
    turns = (turn("primary", "ana", monday, at(30, 0)),)
    plan = plan_of(
        start=monday,
        since=monday,
        end=at(30, 0),
        turns=turns,
        routes=(Route("light", (), (), (business_hours(),)), Route("standard")),
    )
    document = YAML(typ="safe", pure=True).load(write(plan)[FILE])
    leaves = document["route"]["routes"][0]["routes"]

    assert [
        (leaf["receiver"], leaf.get("active_time_intervals"), leaf.get("mute_time_intervals"))
        for leaf in leaves[:4]
    ] == [
        (RECEIVERS["ana"], ["primary/ana"], ["hours/1/outside"]),
        (RECEIVERS["dev"], ["hours/1/within"], ["primary/ana"]),
        (RECEIVERS["cem"], ["hours/1/within"], None),
        (RECEIVERS["dev"], ["hours/1/within"], None),
    ]
    assert [(leaf["receiver"], leaf["mute_time_intervals"]) for leaf in leaves[4:]] == [
        (RECEIVERS["ana"], ["hours/1/within"]),
        (RECEIVERS["dev"], ["primary/ana", "hours/1/within"]),
        (RECEIVERS["dev"], ["hours/1/within"]),
        (RECEIVERS["dev"], ["hours/1/within"]),
    ]
    hours = {one["name"]: one["time_intervals"] for one in document["time_intervals"]}
    assert [part["times"] for part in hours["hours/1/within"]] == [
        [{"start_time": "07:00", "end_time": "15:00"}]
    ]
    assert [part["times"] for part in hours["hours/1/outside"]] == [
        [{"start_time": "00:00", "end_time": "07:00"}],
        [{"start_time": "15:00", "end_time": "24:00"}],
    ]


def test_the_command_of_the_manual_adds_the_roster_to_a_configuration(tmp_path: Path) -> None:
    yq, amtool = program("yq"), program("amtool")
    base = merged(plan_of())
    base["route"] = {"receiver": RECEIVERS["dev"]}
    del base["time_intervals"]
    saved(tmp_path, base).rename(tmp_path / "base.yml")
    (tmp_path / "rota.yml").write_bytes(write(plan_of())[FILE])
    rule = re.findall(r"^yq -y -s '(.+)' base\.yml", PAGE.read_text("utf-8"), re.MULTILINE)[0]

    made = run(yq, "-y", "-s", rule, tmp_path / "base.yml", tmp_path / "rota.yml")
    (tmp_path / "alertmanager.yml").write_text(made.stdout, "utf-8")

    assert run(amtool, "check-config", tmp_path / "alertmanager.yml").returncode == 0
    assert YAML(typ="safe", pure=True).load(io.StringIO(made.stdout)) == merged(plan_of())


@given(data=st.data())
@settings(max_examples=20)
def test_hours_and_queues_change_nothing_of_who_is_on(data: st.DataObject) -> None:
    plan = data.draw(plans(SYSTEM))
    changed = replace(plan, routes=(Route("light", ("mail",), (), (business_hours(),)), Route("standard")))

    assert said_by_minute(read(write(changed)), changed) == by_minute(plan, plan.ids_in(SYSTEM))
