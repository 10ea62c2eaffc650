"""YAML with places: what values become, and where faults point."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from rota.errors import Fault, InputError
from rota.load.document import did_you_mean, fault_at, read_document, validate
from rota.load.yaml_nodes import Mark


class Desk(BaseModel):
    team: str
    tags: tuple[str, ...] = ()


def test_words_and_clocks_of_yaml_1_1_stay_text() -> None:
    text = "from: 22:00\noff: no\non: yes\nday: 2027-03-08\nstamp: 2027-03-08 10:00:00\nquoted: '7'\n"

    assert read_document("team.yaml", text.encode()).data == {
        "from": "22:00",
        "off": "no",
        "on": "yes",
        "day": "2027-03-08",
        "stamp": "2027-03-08 10:00:00",
        "quoted": "7",
    }


def test_numbers_truth_and_nothing_are_read_by_yaml_1_2() -> None:
    text = "a: 017\nb: 0o17\nc: 0x1F\nd: 1_000\ne: -2.5\nf: 1e3\ng: true\nh: ~\ni:\n7: seven\n"

    assert read_document("team.yaml", text.encode()).data == {
        "a": 17,
        "b": 15,
        "c": 31,
        "d": 1000,
        "e": -2.5,
        "f": 1000.0,
        "g": True,
        "h": None,
        "i": None,
        "7": "seven",
    }


def test_a_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    document = read_document("team.yaml", b"\xef\xbb\xbfteam: Desk\r\ntags: [a]\r\n")

    assert document.data == {"team": "Desk", "tags": ["a"]}


def test_an_alias_stands_for_its_value_even_where_an_anchor_is_given_twice() -> None:
    document = read_document("team.yaml", b"a: &x [1]\nb: *x\nc: &x 2\nd: *x\n")

    assert document.data == {"a": [1], "b": [1], "c": 2, "d": 2}


def test_every_key_and_value_has_its_place() -> None:
    document = read_document("team.yaml", "team: Süd Ω\nagents:\n  - {id: ana}\n".encode())

    assert document.places == {
        (): Mark(1, 1, 1),
        ("team",): Mark(1, 7, 5),
        ("agents",): Mark(3, 3, 1),
        ("agents", 0): Mark(3, 5, 1),
        ("agents", 0, "id"): Mark(3, 10, 3),
    }
    assert document.key_places == {
        ("team",): Mark(1, 1, 4),
        ("agents",): Mark(2, 1, 6),
        ("agents", 0, "id"): Mark(3, 6, 2),
    }


def test_a_fault_points_at_a_value_at_a_key_or_at_what_is_around_a_missing_one() -> None:
    document = read_document("team.yaml", b"agents:\n  - {id: ana}\n")
    line = "  - {id: ana}"

    at_value = fault_at(document, ("agents", 0, "id"), "wrong", help="mend it")
    at_key = fault_at(document, ("agents", 0, "id"), "wrong", key=True)
    around = fault_at(document, ("agents", 0, "zone"), "missing")

    assert at_value == Fault("team.yaml", 2, 10, "wrong", "mend it", line, 3)
    assert at_key == Fault("team.yaml", 2, 6, "wrong", "", line, 2)
    assert around == Fault("team.yaml", 2, 5, "missing", "", line, 1)


def test_a_valid_document_becomes_the_model() -> None:
    document = read_document("team.yaml", b"team: Desk\ntags: [a, b]\n")

    assert validate(document, Desk) == Desk(team="Desk", tags=("a", "b"))


def test_a_fault_in_a_very_long_line_shows_no_excerpt() -> None:
    document = read_document("team.yaml", f"team: {'x' * 300}\n".encode())

    assert fault_at(document, ("team",), "long") == Fault("team.yaml", 1, 7, "long", "", "", 1)


@pytest.mark.parametrize(
    ("name", "help"),
    [("frensh", "did you mean `french`?"), ("GERMAN", "did you mean `german`?"), ("xyz", ""), ("", "")],
)
def test_the_nearest_known_name_is_offered(name: str, help: str) -> None:
    assert did_you_mean(name, ("german", "french", "english")) == help


def faults_of(content: bytes) -> tuple[Fault, ...]:
    try:
        read_document("team.yaml", content)
    except InputError as error:
        return error.faults
    return ()


@given(st.text(alphabet="ab: -[]{},&*!|>'\"%@`#\n\t?~<.0é\x85\u2028", max_size=40))
def test_any_text_is_read_or_refused_with_places_inside_the_file(text: str) -> None:
    faults = faults_of(text.encode())

    lines = text.count("\n") + text.count("\x85") + text.count("\u2028") + 1
    assert all(fault.message and fault.line <= lines for fault in faults)


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    assert {fault.path for fault in faults_of(content)} <= {"team.yaml"}


def test_reading_yaml_and_leave_lists_does_not_import_the_calendar_library() -> None:
    code = "import sys, rota.load.document, rota.load.absences; print('icalendar' in sys.modules)"

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "False"
