"""`rota repair` on a small desk, counted by hand: who is called, who else, what is proved and written."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_roster, write_workspace

from rota.load.workspace import load_workspace
from rota.repair.repaired import NoRepair, Repaired
from rota.solve.mend import Mending

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

AGENTS = (
    "{id: ana, name: Ana Kola, contract: full}",
    "{id: bo, name: Bo Lind, contract: full}",
    "{id: cy, name: Cy Hay, contract: full}",
    "{id: di, name: Di Marku, contract: full, requests: [{off: 2027-03-09}]}",
)
SHIFTS = (
    '{id: early, start: "06:00", end: "14:00", days: [mon, tue]}',
    '{id: late, start: "14:00", end: "22:00", days: [mon, tue]}',
)
RULES = (
    "{kind: availability}",
    "{kind: one_at_a_time}",
    "{kind: min_rest, hours: 11}",
    "{kind: headcount, least: 1, most: 2}",
    "{kind: requests, weight: 10}",
)
SUNDAY = "2027-03-07T18:00:00Z"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Ana early, Bo late on Monday and Tuesday, Di early with Ana on Monday; Cy has both days off."""
    text = team_text(agents=AGENTS, shifts=SHIFTS, rules=RULES, more="publishing: {notice_days: 14}\n")
    folder = write_workspace(tmp_path, {"team.yaml": text})
    cells = [("ana", "early@2027-03-08"), ("di", "early@2027-03-08"), ("bo", "late@2027-03-08")]
    cells += [("ana", "early@2027-03-09"), ("bo", "late@2027-03-09")]
    write_roster(folder, *cells)
    return folder


def test_one_call_mends_an_absence_and_that_is_proved(rota: Command, desk: Path) -> None:
    told = rota("repair", desk, "--absent", "ana", "2027-03-09", "--now", SUNDAY)

    assert (told.code, told.err) == (0, "")
    # Bo is late on Monday until 22:00, too late for an early. Cy and Di are off; Di asked to be.
    assert told.out == (
        f"Help desk: repair of {desk}/out/roster.json, nothing is published, from Sun 07 Mar 19:00 on\n"
        "\n"
        "Ana Kola cannot come to early Tue 09 Mar 06:00-14:00\n"
        "\n"
        "1 call to make:\n"
        "  1. Cy Hay, in 35 h (short notice, day off)\n"
        "       works early Tue 09 Mar 06:00-14:00\n"
        "     if not: Di Marku, in 35 h (short notice, day off)\n"
        "               works early Tue 09 Mar 06:00-14:00\n"
        "\n"
        "proved: no repair that covers as much does without a call\n"
        "nothing was written; apply it with `--yes`\n"
    )


def test_people_on_a_day_off_are_asked_last(rota: Command, desk: Path) -> None:
    told = rota("repair", desk, "--absent", "bo 2027-03-08", "--now", SUNDAY, "--json")

    (call,) = json.loads(told.out)["calls"]
    # One of the two who are early goes late instead: on short notice, two changes of 1 + 4 points; but Ana
    # is early again on Tuesday. Cy would come in on a day off, 1 + 4 + 12 points.
    assert call == {
        "agent": "di",
        "name": "Di Marku",
        "put_on": ["late@2027-03-08"],
        "taken_off": ["early@2027-03-08"],
        "reasons": ["short notice"],
        "points": 10,
        "instead": [
            {
                "agent": "cy",
                "name": "Cy Hay",
                "put_on": ["late@2027-03-08"],
                "taken_off": [],
                "reasons": ["short notice", "day off"],
                "points": 17,
            }
        ],
    }


def test_who_declines_is_not_asked_for_that_shift(rota: Command, desk: Path) -> None:
    told = rota(
        *("repair", desk, "--absent", "ana", "2027-03-09", "--now", SUNDAY, "--json"),
        *("--declined", "cy", "early@2027-03-09"),
    )
    document = json.loads(told.out)

    assert [call["agent"] for call in document["calls"]] == ["di"]
    assert document["cost"] == {"before": 0, "after": 10}


def test_what_cannot_be_covered_is_explained_and_the_nearest_is_shown(rota: Command, desk: Path) -> None:
    told = rota(
        *("repair", desk, "--absent", "ana 2027-03-09", "--now", SUNDAY),
        *("--declined", "cy", "--declined", "di"),
        *("--time-limit", 5, "--yes"),
    )

    assert told.code == 1
    assert "not called: Cy Hay, Di Marku\n" in told.out
    assert "short: early of Tue 09 Mar 06:00 has 0 of everybody, 1 is needed\n" in told.out
    assert told.err.startswith(
        "error: not all of it can be covered: the nearest is shown, nothing was written\n"
        "what clashes: availability, headcount, min_rest\n"
        "  because Ana Kola is away from Tue 09 Mar 00:00 to Wed 10 Mar 00:00\n"
    )
    assert not (desk / "availability").exists()


def test_a_repair_is_applied_with_its_absence(rota: Command, desk: Path) -> None:
    told = rota("repair", desk, "--absent", "ana", "2027-03-09..10", "--now", SUNDAY, "--yes")

    assert told.code == 0
    assert told.out.endswith(
        f"written: {desk}/availability/absences.csv: ana, 2027-03-09 to 2027-03-10\n"
        f"written: {desk}/out/roster.json\n"
        f"make it known with: rota publish {desk}\n"
    )
    assert (desk / "availability" / "absences.csv").read_text() == (
        "agent,first_day,last_day\nana,2027-03-09,2027-03-10\n"
    )
    assert load_workspace(desk).problem.absences[0].agent == "ana"
    assert rota("verify", desk).code == 0


def test_absences_that_are_no_leave_are_told_in_one_line(rota: Command, tmp_path: Path) -> None:
    rules = (*RULES[:3], "{kind: max_hours, contract_share: 1.0, per: horizon}")
    text = team_text(
        agents=AGENTS[:3], contracts=("{id: full, hours_per_week: 16}",), shifts=SHIFTS, rules=rules
    )
    folder = write_workspace(tmp_path, {"team.yaml": text})
    # Of 16 h a week each works 16; a day of leave would leave room for less than the 8 h of the other day.
    shifts = (("ana", "early"), ("bo", "late"))
    write_roster(folder, *[(agent, f"{name}@2027-03-{day:02}") for agent, name in shifts for day in (8, 9)])
    days = "2027-03-09..12"
    told = rota("repair", folder, "--absent", f"ana {days}", "--absent", f"bo {days}", "--now", SUNDAY)

    assert told.out.splitlines()[1] == (
        "note: the absence of Ana Kola, Bo Lind is no leave: "
        "the hours worked on other days leave no room for it"
    )


def test_what_has_begun_stays_as_it_is(rota: Command, desk: Path) -> None:
    told = rota(
        *("repair", desk, "--absent", "ana", "2027-03-08..09", "--now", "2027-03-08T08:00:00Z", "--yes"),
    )

    assert told.code == 0
    assert "Mon 08 Mar 06:00" not in told.out
    assert "Ana Kola cannot come to early Tue 09 Mar 06:00-14:00\n" in told.out
    assert (desk / "availability" / "absences.csv").read_text() == (
        "agent,first_day,last_day,from,to\nana,2027-03-08,2027-03-08,14:00,24:00\nana,2027-03-09,2027-03-09,,\n"
    )
    assert rota("verify", desk).code == 0


def test_a_shift_given_away_takes_no_call(rota: Command, desk: Path) -> None:
    told = rota("repair", desk, "--swap", "ana", "early@2027-03-09", "cy", "--now", SUNDAY)

    assert told.code == 0
    assert "Ana Kola is off early Tue 09 Mar 06:00-14:00\n" in told.out
    assert "Cy Hay takes early Tue 09 Mar 06:00-14:00\n" in told.out
    assert "nobody has to be called\n" in told.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--absent", "anna 2027-03-09"), "there is no agent `anna`"),
        (("--absent", "ana"), "`--absent ana` does not say when"),
        (("--absent", "ana 2027-03-32"), "`2027-03-32` is no span of days"),
        (("--absent", "ana 2027-03-09..08"), "`2027-03-09..08` ends before it begins"),
        (("--declined", "bo late@2027-03-20"), "there is no shift `late@2027-03-20`"),
        (("--swap", "ana bo"), "`--swap ana bo` is not understood"),
    ],
)
def test_what_is_not_known_is_said(rota: Command, desk: Path, words: tuple[str, str], message: str) -> None:
    told = rota("repair", desk, *words, "--now", SUNDAY)
    assert told.code == 2
    assert f"error: {message}\n" in told.err


@pytest.mark.parametrize(
    ("proved", "said"),
    [
        (True, "nobody has to be called\n"),
        (False, "no call was found that helps, which proves nothing: give more time with --time-limit\n"),
    ],
)
def test_that_nobody_has_to_be_called_is_said_only_where_no_call_would_help(
    rota: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proved: bool, said: str
) -> None:
    queue = "{id: phone, channel: phone, handle_seconds: 300}"
    rules = ("{kind: availability}", "{kind: coverage, weight: 1, over: 0}")
    text = team_text(agents=AGENTS[:1], shifts=SHIFTS, rules=rules, queues=(queue,))
    load = "start,queue,contacts\n" + "".join(f"2027-03-09T{hour:02}:00,phone,1\n" for hour in range(6, 14))
    folder = write_workspace(tmp_path, {"team.yaml": text, "forecast.csv": load})
    write_roster(folder, ("ana", "early@2027-03-09"))
    run = Mending.run

    def as_proved(mending: Mending) -> Repaired | NoRepair:
        found = run(mending)
        assert isinstance(found, Repaired)
        assert found.no_more
        return replace(found, no_more=proved)

    monkeypatch.setattr(Mending, "run", as_proved)
    told = rota("repair", folder, "--absent", "ana", "2027-03-09", "--now", SUNDAY)
    assert told.code == 0
    assert said in told.out
    assert ("nobody has to be called" in told.out) == proved
