"""Handoffs for other programs: hostile names come out as they are, in cells and pages that stay whole."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from duties import duty, roster_of
from hypothesis import given
from hypothesis import strategies as st
from small import MONDAY

from exports.handoffs import COLUMNS, as_csv, as_json, as_markdown
from exports.inert import bare
from rota.paging.handoffs import handoffs_of
from rota.paging.rules import HandoffRules
from rota.paging.turns import turns_of
from rota.roster import Member

RULES = HandoffRules(15, ("open | incidents", "# silences"), "{giver} to {taker}", (60,))
ROSTER = roster_of(
    ("ana", duty("primary", MONDAY, "08:00", "20:00")), ("bo", duty("primary", MONDAY, "20:00", "23:00"))
)
HANDOFFS = handoffs_of(turns_of(ROSTER), RULES)


def named(name: str):
    return replace(ROSTER, members=(Member("ana", name, "Asia/Tokyo"), *ROSTER.members[1:]))


def test_a_row_has_the_instants_in_both_zones() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(HANDOFFS, named("Ana")).decode(), newline="")))
    assert rows[1] == {
        "at_utc": "2027-03-08T19:00:00Z",
        "at_giver": "2027-03-09T04:00+09:00",
        "at_taker": "2027-03-08T20:00+01:00",
        "role": "primary",
        "giver": "ana",
        "giver_name": "Ana",
        "taker": "bo",
        "taker_name": "Bo",
        "until_utc": "2027-03-08T22:00:00Z",
        "next": "",
        "next_name": "",
        "overlap_minutes": "15",
        "open_alerts": "follow",
        "reminders_utc": "2027-03-08T18:00:00Z",
        "checklist": "open | incidents; # silences",
        "note": "Ana to Bo",
    }


@given(
    st.one_of(st.text(max_size=40), st.sampled_from(["=1+1", "'=1", "${x}", "{{ x }}", "a\r\nb,c", "\u202e"]))
)
def test_any_name_reads_back_from_json_and_csv(name: str) -> None:
    (found,) = [
        one for one in json.loads(as_json(HANDOFFS, named(name)))["handoffs"] if one["giver"] == "ana"
    ]
    assert (found["giver_name"], found["note"]) == (name, f"{name} to Bo")
    rows = list(csv.reader(io.StringIO(as_csv(HANDOFFS, named(name)).decode(), newline=""), strict=True))
    assert tuple(rows[0]) == COLUMNS
    assert bare(rows[2][COLUMNS.index("giver_name")]) == name
    assert not any(cell[:1] in "=+-@\t\r\n" for row in rows[1:] for cell in row if cell)


@given(st.text(max_size=40))
def test_a_name_makes_no_line_and_no_markup_in_markdown(name: str) -> None:
    plain = as_markdown(HANDOFFS, named("Ana")).decode().split("\n")
    page = as_markdown(HANDOFFS, named(name)).decode().split("\n")
    assert len(page) == len(plain)
    assert [line[:3] for line in page if line[:2] in ("# ", "##")] == ["# H", "## ", "## "]


def test_markdown_escapes_what_it_would_read() -> None:
    page = as_markdown(HANDOFFS, named("*Ana* [x](y) <b> `z` | $1")).decode()
    assert r"\*Ana\* \[x\](y) \<b\> \`z\` \| \$1" in page
    assert "- [ ] open \\| incidents" in page
    assert "- [ ] \\# silences" in page


def test_who_is_not_there_is_nobody() -> None:
    page = as_markdown(HANDOFFS, named("Ana")).decode().splitlines()
    assert page[2] == "## 2027-03-08T08:00+09:00: primary, nobody to Ana".replace(
        "08:00+09:00", "16:00+09:00"
    )
