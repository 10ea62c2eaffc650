"""`rota swap`: offers, partners, a swap made and kept as a favour, and one that is not lawful."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_roster, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

AGENTS = (
    "{id: ana, name: Ana Kola, contract: full}",
    "{id: bo, name: Bo Lind, contract: full, requests: [{off: 2027-03-09}]}",
    "{id: cy, name: Cy Hay, contract: full}",
)
SHIFTS = (
    '{id: early, start: "06:00", end: "14:00", days: [mon, tue]}',
    '{id: late, start: "14:00", end: "22:00", days: [mon, tue]}',
)
RULES = (
    "{kind: one_at_a_time}",
    "{kind: min_rest, hours: 11}",
    "{kind: headcount, least: 1}",
    "{kind: requests, weight: 10}",
)
SUNDAY = "2027-03-07T18:00:00Z"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Ana early on both days, Bo late on Monday, Cy late on Tuesday."""
    text = team_text(agents=AGENTS, shifts=SHIFTS, rules=RULES)
    folder = write_workspace(tmp_path, {"team.yaml": text})
    cells = [("ana", "early@2027-03-08"), ("bo", "late@2027-03-08")]
    write_roster(folder, *cells, ("ana", "early@2027-03-09"), ("cy", "late@2027-03-09"))
    return folder


def test_partners_are_found_the_cheapest_first(rota: Command, desk: Path) -> None:
    told = rota("swap", "ana", "early@2027-03-09", "--in", desk, "--now", SUNDAY)

    assert (told.code, told.err) == (0, "")
    # Bo is late on Monday, which leaves no rest before an early; Cy can give the late of that day for it.
    assert told.out == (
        f"Ana Kola gives early of Tue 09 Mar, 06:00-14:00, as in {desk}/out/roster.json, "
        "nothing is published\n"
        "1 lawful way, the cheapest first:\n"
        "  Cy Hay takes it for late of Tue 09 Mar, 14:00-22:00: no more\n"
        f"make the first with: rota swap ana early@2027-03-09 cy late@2027-03-09 --in {desk}\n"
    )


def test_a_swap_is_made_and_kept_as_a_favour(rota: Command, desk: Path) -> None:
    told = rota(
        *("swap", "ana", "2027-03-08", "cy", "--gift", "--in", desk, "--now", SUNDAY, "--yes", "--by", "lea")
    )

    assert (told.code, told.err) == (0, "")
    assert told.out == (
        "Ana Kola gives early of Mon 08 Mar, 06:00-14:00\n"
        "Cy Hay takes it for nothing: no more\n"
        f"written: {desk}/out/roster.json\n"
        "kept: Cy Hay did Ana Kola a favour\n"
        f"make it known with: rota publish {desk}\n"
    )
    assert rota("verify", desk).code == 0
    assert rota("history", desk, "--favours").out == (
        "at                helper  helped  shift             in return  by\n"
        "2027-03-07 19:00  cy      ana     early@2027-03-08  nothing    lea\n"
    )


def test_an_unlawful_swap_is_refused_with_its_rule(rota: Command, desk: Path) -> None:
    before = (desk / "out" / "roster.json").read_bytes()
    told = rota(
        *("swap", "ana", "early@2027-03-09", "bo", "late@2027-03-08", "--in", desk),
        *("--now", SUNDAY, "--yes", "--by", "lea"),
    )

    assert told.code == 1
    assert told.err == (
        "error: Ana Kola rests 0 h between early ending Mon 08 Mar 14:00 and late starting Mon 08 Mar 14:00, "
        "11 h are required [min_rest]\n"
    )
    assert (desk / "out" / "roster.json").read_bytes() == before


def test_who_has_no_such_shift_is_told_the_next_ones(rota: Command, desk: Path) -> None:
    told = rota("swap", "cy", "2027-03-08", "--in", desk, "--now", SUNDAY)
    assert (told.code, told.err) == (
        2,
        "error: Cy Hay has no shift `2027-03-08`\nhelp: the next are late@2027-03-09\n",
    )


def test_what_is_neither_a_shift_nor_a_day_is_said(rota: Command, desk: Path) -> None:
    told = rota("swap", "ana", "early", "--in", desk, "--now", SUNDAY)
    assert (told.code, told.err) == (
        2,
        "error: `early` is neither a shift nor a day\n"
        "help: write it as in `early@2027-03-08`, or the day alone: `2027-03-08`\n",
    )


def test_nobody_swaps_with_themself(rota: Command, desk: Path) -> None:
    told = rota("swap", "ana", "early@2027-03-08", "ana", "--in", desk, "--now", SUNDAY)
    assert (told.code, told.err) == (
        2,
        "error: Ana Kola cannot swap with themself\n"
        "help: name another agent, or nobody to see who could take it\n",
    )
