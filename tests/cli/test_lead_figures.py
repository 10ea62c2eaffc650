from __future__ import annotations

from typing import TYPE_CHECKING

from teams import team_text, write_roster, write_workspace

from rota.cli.lead_figures import lead_figures
from rota.cli.stored import read_roster
from rota.feeds.figures import DayCover

if TYPE_CHECKING:
    from pathlib import Path

OPEN = '{days: [mon], from: "06:00", to: "22:00"}'
QUEUES = (f"{{id: phone, channel: phone, handle_seconds: 300, minimum: 1, open: [{OPEN}]}}",)
SHIFTS = (
    '{id: early, start: "06:00", end: "14:00"}',
    '{id: pager, start: "14:00", end: "22:00", kind: on_call, days: [tue]}',
)
RULES = (
    "{kind: coverage}",
    "{kind: fair_share, id: fair-shifts, burden: shifts, weight: 1}",
    "{kind: one_at_a_time}",
)


def test_the_lead_is_told_what_is_open_and_who_carries_what(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"team.yaml": team_text(shifts=SHIFTS, queues=QUEUES, rules=RULES)})
    figures = lead_figures(
        tmp_path, read_roster(tmp_path, write_roster(tmp_path, ("ana", "early@2027-03-08")))
    )
    assert figures is not None
    assert (figures.span, figures.lawful) == ("Mon 08 Mar to Sun 14 Mar 2027", True)
    assert (figures.share, figures.missing) == ("50 %", "8 h")
    assert figures.days[0] == DayCover("Mon 08 Mar", "16", "8", "8", 0.5, "14:00-14:30 phone 0 of 1")
    assert figures.gaps == (
        "Mon 08 Mar 14:00-22:00: phone lacks 1",
        "Tue 09 Mar 14:00: nobody is pager",
    )
    first = figures.burdens[0]
    assert [(share.name, share.units, share.fair, share.off) for share in first.shares] == [
        ("Ana Kola", "1", "0.5", "+0.5"),
        ("Bo Lind", "0", "0.5", "-0.5"),
    ]


def test_a_workspace_that_has_moved_on_has_no_figures(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"team.yaml": team_text(shifts=SHIFTS)})
    roster = read_roster(tmp_path, write_roster(tmp_path, ("ana", "early@2027-03-08")))
    (tmp_path / "team.yaml").write_text("team: [broken", "utf-8")
    assert lead_figures(tmp_path, roster) is None
