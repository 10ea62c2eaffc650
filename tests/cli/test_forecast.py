"""`rota forecast` as its user sees it."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from teams import team_text, write_workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from commands import Command

START = datetime(2027, 1, 4)  # noqa: DTZ001 - a wall-clock time, a Monday
QUEUE = "{id: phone, channel: phone, handle_seconds: 300}"


def history(path: Path, count: Callable[[datetime], int], *, days: int = 42, queue: str = "phone") -> Path:
    starts = [START + timedelta(hours=hour) for hour in range(days * 24)]
    rows = "".join(f"{start.isoformat()},{queue},{count(start)}\n" for start in starts)
    path.write_text(f"start,queue,contacts\n{rows}", "utf-8")
    return path


def by_day(start: datetime) -> int:
    return 12 if 8 <= start.hour < 18 else 0


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_forecast_is_written_that_the_workspace_reads(rota: Command, tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, {"team.yaml": team_text(queues=[QUEUE])})
    told = rota("forecast", history(tmp_path / "h.csv", by_day), "--in", folder)
    assert (told.code, told.err) == (0, "")
    assert told.out.endswith(f"written: {folder}/forecast.csv\n")
    assert rota("demand", folder).code == 0


def test_the_table_fits_a_terminal_of_80_columns(
    rota: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rota.cli.console._columns", lambda: 80)
    path = history(tmp_path / "h.csv", lambda start: 12_000 + start.day, days=7, queue="phone-international")
    told = rota("forecast", path, "--zone", "Europe/Berlin", "--weeks", 1, "--out", tmp_path / "f.csv")
    lines = [line.rstrip() for line in told.out.splitlines()]
    assert " ".join(lines[0].split()) == "queue history to weeks lately ahead level day interval"
    assert lines[2].startswith("phone-internatio")
    assert max(len(line) for line in lines[:6]) <= 80


def test_the_mean_its_quantiles_and_its_spread_are_written(rota: Command, tmp_path: Path) -> None:
    out = tmp_path / "f.csv"
    path = history(tmp_path / "h.csv", by_day)
    told = rota(
        "forecast", path, "--zone", "Europe/Berlin", "--weeks", 1, "--quantiles", "0.5,0.975", "--out", out
    )
    assert told.code == 0
    rows = rows_of(out)
    assert len(rows) == 7 * 24
    assert rows[8] == {
        "start": "2027-02-15T08:00+01:00",
        "queue": "phone",
        "contacts": "12",
        "contacts_p50": "12",
        "contacts_p97.5": "12",
        "spread": "0",
        "day_spread": "0",
    }


def test_a_day_of_the_spring_change_has_23_hours(rota: Command, tmp_path: Path) -> None:
    out = tmp_path / "f.csv"
    path = history(tmp_path / "h.csv", by_day)
    rota("forecast", path, "--zone", "Europe/Berlin", "--from", "2027-03-22", "--weeks", 1, "--out", out)
    assert [row["start"][11:] for row in rows_of(out) if row["start"].startswith("2027-03-28")][:3] == [
        "00:00+01:00",
        "01:00+01:00",
        "03:00+02:00",
    ]


def test_special_days_ahead_and_days_left_out_are_told(rota: Command, tmp_path: Path) -> None:
    path = history(tmp_path / "h.csv", lambda start: by_day(start) * (3 if start.day == 20 else 1))
    marks = tmp_path / "marks.csv"
    marks.write_text("day,kind,queue,factor,note\n2027-02-16,reduced,,0.25,inventory\n", "utf-8")
    told = rota("forecast", path, "--marks", marks, "--out", tmp_path / "f.csv")
    assert (
        "note: queue `phone`, left out as no example: 2027-01-20 (3 times the usual 120) "
        "(marks.csv can say what they were)\n" in told.err
    )
    assert "  Tue 16 Feb, inventory: reduced, 0.25 of an ordinary day (as marked)\n" in told.out


def test_only_what_was_before_the_first_day_is_learned(rota: Command, tmp_path: Path) -> None:
    plain = history(tmp_path / "h.csv", by_day)
    poisoned = history(tmp_path / "p.csv", lambda start: by_day(start) if start.month == 1 else 900)
    for path in (plain, poisoned):
        told = rota("forecast", path, "--from", "2027-02-01", "--weeks", 2, "--out", path.with_suffix(".out"))
        assert (
            "note: the history goes on to 2027-02-14: what is after 2027-02-01 is not looked at\n" in told.err
        )
    assert plain.with_suffix(".out").read_bytes() == poisoned.with_suffix(".out").read_bytes()


def test_a_queue_that_the_team_does_not_have_is_named(rota: Command, tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, {"team.yaml": team_text(queues=[QUEUE])})
    path = history(tmp_path / "h.csv", by_day, queue="fone")
    told = rota("forecast", path, "--in", folder)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"error: unknown queue `fone`\n --> {path}:2:21\n")
    assert "help: did you mean `phone`?\n" in told.err
    assert not (folder / "forecast.csv").exists()


def test_a_history_without_a_queue_is_asked_which_of_several_it_is(rota: Command, tmp_path: Path) -> None:
    chat = "{id: chat, channel: chat, handle_seconds: 300}"
    folder = write_workspace(tmp_path, {"team.yaml": team_text(queues=[QUEUE, chat])})
    (tmp_path / "h.csv").write_text("ds,y\n2027-01-04T00:00,1\n2027-01-04T01:00,2\n", "utf-8")
    told = rota("forecast", tmp_path / "h.csv", "--in", folder)
    assert told.code == 2
    assert told.err.startswith("error: the file has no column for the queue, and the team has several\n")
    assert "help: say which with --queue: chat, phone\n" in told.err


def test_levels_that_mean_nothing_are_refused(rota: Command, tmp_path: Path) -> None:
    told = rota("forecast", history(tmp_path / "h.csv", by_day), "--quantiles", "80")
    assert told.code == 2
    assert told.err.startswith("error: the quantiles are `80`, numbers between 0 and 1 are expected\n")


def test_less_than_a_week_before_the_first_day_is_refused(rota: Command, tmp_path: Path) -> None:
    path = history(tmp_path / "h.csv", by_day)
    told = rota("forecast", path, "--from", "2027-01-08", "--out", tmp_path / "f.csv")
    assert told.code == 2
    assert told.err == (
        "error: queue `phone` has less than a week of history before 2027-01-08\n"
        f" --> {path}\nhelp: it begins on 2027-01-04\n"
    )
