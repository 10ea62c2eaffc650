"""`rota backtest` as its user sees it, and its picture as a browser would read it."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from teams import team_text, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

START = datetime(2027, 1, 4)  # noqa: DTZ001 - a wall-clock time, a Monday
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def history(tmp_path: Path) -> Path:
    dice = random.Random(4)
    starts = [START + timedelta(hours=hour) for hour in range(10 * 7 * 24)]
    rows = "".join(
        f"{start.isoformat()},<phone>,{dice.randrange(30) if 8 <= start.hour < 18 else 0}\n"
        for start in starts
    )
    path = tmp_path / "h.csv"
    path.write_text(f"start,queue,contacts\n{rows}", "utf-8")
    return path


def test_every_method_is_scored(rota: Command, history: Path) -> None:
    told = rota("backtest", history)
    assert (told.code, told.err) == (0, "")
    lines = [line.split("  ") for line in told.out.splitlines() if line.strip()]
    assert told.out.startswith(
        "queue <phone>: 2 weeks ahead from 4 origins, 2027-02-08 to 2027-03-01, 60 min\n"
    )
    assert [line[1] for line in lines[3:6]] == ["rota", "seasonal naive", "mean of 8 weeks"]


def test_what_staffing_would_have_kept_is_told_with_what_was_promised(rota: Command, history: Path) -> None:
    told = rota("backtest", history, "--handle-seconds", 600)
    assert "staffed in hindsight: 80% within 20 s, 600 s a contact (the queue's own with --in)" in told.out
    lines = [line.split() for line in told.out.splitlines() if line.startswith(("  the mean", "  80%"))]
    assert [line[0] for line in lines] == ["the", "80%"]
    promised, kept = (float(text.rstrip("%")) for text in lines[1][2:4])
    assert abs(promised - kept) < 10


def test_a_queue_of_a_workspace_is_held_to_its_own_promise(
    rota: Command, history: Path, tmp_path: Path
) -> None:
    phone = (
        "{id: phone, channel: phone, handle_seconds: 300, answer_seconds: 30, staff_on: 0.85, "
        'open: [{from: "08:00", to: "18:00"}]}'
    )
    mail = "{id: mail, channel: mail, handle_seconds: 300}"
    write_workspace(tmp_path, {"team.yaml": team_text(queues=[phone, mail])})
    text = history.read_text("utf-8").replace("<phone>", "phone")
    history.write_text(text + text.partition("\n")[2].replace("phone", "mail"), "utf-8")
    told = rota("backtest", history, "--in", tmp_path)
    assert (told.code, told.err) == (0, "")
    assert "staffed in hindsight: 80% within 30 s, 300 s a contact\n560 intervals" in told.out
    assert "\n  85%  " in told.out
    assert "queue mail may wait: no interval of it has a target of its own\n" in told.out


def test_the_picture_shows_what_came_and_what_was_told(rota: Command, history: Path, tmp_path: Path) -> None:
    told = rota("backtest", history, "--origins", 2, "--out", tmp_path / "b.svg")
    assert told.out.endswith(f"written: {tmp_path}/b.svg\n")
    root = ElementTree.parse(tmp_path / "b.svg").getroot()
    titles = [text.text for text in root.iter(f"{SVG}text") if text.get("font-weight")]
    assert titles == [
        "<phone>: contacts an interval in the weeks from 2027-03-01, unseen by the forecast",
        "<phone>: mean absolute scaled error by origin (1: as the seasonal naive forecast was before)",
    ]
    assert len(list(root.iter(f"{SVG}circle"))) == 14 * 24 + 3 * 2
    assert len(list(root.iter(f"{SVG}polyline"))) == 1 + 3


def test_the_page_holds_the_table_and_the_picture_and_fetches_nothing(
    rota: Command, history: Path, tmp_path: Path
) -> None:
    rota("backtest", history, "--origins", 1, "--out", tmp_path / "b.html")
    page = (tmp_path / "b.html").read_text("utf-8")
    assert page.startswith("<!doctype html>\n<html")
    assert "<caption>queue &lt;phone&gt;</caption>" in page
    assert page.count("<tr>") == 4
    assert "<svg" in page
    assert not any(word in page for word in ("<script", "<img", "href", "src=", "@import", "url("))


def test_a_picture_has_one_of_two_endings(rota: Command, history: Path) -> None:
    told = rota("backtest", history, "--out", "b.png")
    assert told.code == 2
    assert told.err.startswith("error: `b.png` is neither .svg nor .html\n")


def test_a_history_that_is_too_short_is_refused(rota: Command, history: Path) -> None:
    told = rota("backtest", history, "--weeks-ahead", 12)
    assert told.code == 2
    assert "error: the history is too short to hold 12 weeks back\n" in told.err
