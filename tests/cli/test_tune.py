from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from operator import lt
from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_roster, write_workspace

from exports import json
from rota.cli.alternatives import Alternative, Measures, measured, trade, undominated
from rota.load.workspace import load_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

AGENTS = (
    "{id: ana, name: Ana Kola, contract: full, skills: {german: 2}, requests: [{off: 2027-03-09}]}",
    "{id: bo, name: Bo Lind, contract: full}",
)
QUEUES = ("{id: phone, channel: phone, skills: {german: 1}, handle_seconds: 300}",)
RULES = (
    "{kind: one_at_a_time}",
    "{kind: max_hours, hours: 24}",
    "{kind: coverage, weight: 1, over: 0}",
    "{kind: requests, weight: 500}",
)
CY = "{id: cy, name: Cy Hay, contract: full, skills: {german: 2}, requests: [{off: 2027-03-09}]}"
FAIR = "{kind: fair_share, burden: shifts, weight: 3}"
FORECAST = "start,queue,contacts\n" + "".join(f"2027-03-09T{hour:02}:00,phone,1\n" for hour in range(6, 14))
"""Work of eight hours on the one day that she wants off: 480 minutes missing, or a wish not met."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = team_text(agents=AGENTS, queues=QUEUES, rules=RULES)
    return write_workspace(tmp_path, {"team.yaml": text, "forecast.csv": FORECAST})


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


def test_what_a_wish_costs_in_coverage_is_shown_side_by_side(rota: Command, folder: Path) -> None:
    told = rota("tune", folder, "--time-limit", 8)
    assert told.code == 0
    rows = [line.split() for line in lines(told.out) if line.startswith(("present", "covered"))]
    assert [row[:3] for row in rows[:2]] == [["present", "8", "0"], ["covered", "0", "1"]]
    assert lines(told.out)[-3:] == [
        "covered, beside present: 8 h less of the load missing, 1 more wish not met, 8 h more paid",
        "  by weights: `coverage` weight: 8 instead of 1",
        f"take one (present, covered) with: rota tune {folder} --pick NAME",
    ]
    stored = {path.stem: json.read(path.read_bytes()) for path in (folder / "out" / "alternatives").iterdir()}
    assert sorted(stored) == ["covered", "present"]
    assert [stored[name].proof.cost for name in sorted(stored)] == [500 + 20 * 0, 480]


def test_each_alternative_passes_verification_and_none_is_beaten_by_another(
    rota: Command, folder: Path
) -> None:
    text = team_text(agents=(*AGENTS, CY), queues=QUEUES, rules=(*RULES, FAIR))
    (folder / "team.yaml").write_text(text, "utf-8")
    assert rota("tune", folder, "--time-limit", 12).code == 0
    paths = sorted((folder / "out" / "alternatives").iterdir())
    assert len(paths) > 1, [p.stem for p in paths]
    for path in paths:
        told = rota("verify", folder, "--roster", path)
        assert (told.code, told.out.partition(",")[0]) == (0, "all 2 hard rules kept")
    workspace = load_workspace(folder)
    compared = {path.stem: measured(workspace, json.read(path.read_bytes())).compared for path in paths}
    # What is there now is shown in any case.
    for one in compared.keys() - {"present"}:
        for other in compared.keys() - {one}:
            assert any(map(lt, compared[one], compared[other])), (one, other)


def test_one_is_taken_with_the_weights_that_make_it(rota: Command, folder: Path) -> None:
    rota("tune", folder, "--time-limit", 8)
    told = rota("tune", folder, "--pick", "covered")
    assert (told.code, lines(told.out)) == (
        0,
        [
            f"written: {folder / 'out' / 'roster.json'}",
            "to get its like from `rota plan`, set in team.yaml:",
            "  `coverage` weight: 8 instead of 1",
        ],
    )
    assert rota("verify", folder).code == 0


def test_a_name_that_is_not_there_is_told_with_those_that_are(rota: Command, folder: Path) -> None:
    told = rota("tune", folder, "--pick", "fast")
    assert (told.code, lines(told.err)[:2]) == (
        2,
        ["error: there is no alternative `fast`", "help: `rota tune` without `--pick` makes some"],
    )


def test_what_breaks_a_must_by_now_is_not_taken(rota: Command, folder: Path) -> None:
    path = write_roster(folder, *(("ana", f"early@2027-03-{day:02}") for day in range(8, 12)))
    (folder / "out" / "alternatives").mkdir()
    path.rename(folder / "out" / "alternatives" / "old.json")
    told = rota("tune", folder, "--pick", "old")
    assert (told.code, lines(told.err)[0][:45]) == (2, "error: `old` breaks a hard rule by now: Ana K")


def test_a_team_without_a_roster_is_told_why(rota: Command, folder: Path) -> None:
    text = team_text(agents=AGENTS, queues=QUEUES, rules=(*RULES, "{kind: headcount, least: 3}"))
    (folder / "team.yaml").write_text(text)
    told = rota("tune", folder, "--time-limit", 8)
    assert (told.code, lines(told.err)[0]) == (1, "error: no roster keeps every hard rule")


def test_a_trade_is_told_in_words() -> None:
    old, new = Measures(600, 0, Fraction(3, 2), 60, 10), Measures(510, 2, Fraction(1), 60, 10)
    said = "1 h 30 min less of the load missing, 2 more wishes not met, 0.5 less from fair"
    assert (trade(old, new), trade(old, old)) == (said, "the same")


def test_only_what_nothing_beats_is_kept_and_the_present_always(folder: Path) -> None:
    roster = json.read(write_roster(folder).read_bytes())
    best = Measures(0, 0, Fraction(1), 60, 10)
    found = [
        Alternative("present", roster, replace(best, missing=5)),
        Alternative("best", roster, best),
        Alternative("same", roster, replace(best, cost=7)),
        Alternative("worse", roster, replace(best, unmet=1)),
        Alternative("cheaper", roster, replace(best, unmet=1, paid=30)),
    ]
    assert [one.name for one in undominated(found)] == ["present", "best", "cheaper"]
