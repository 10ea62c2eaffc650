"""The example's forecast: its derivation on a made-up series, and the file that is shipped."""

from __future__ import annotations

import csv
import importlib.util
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

FOLDER = Path(__file__).resolve().parents[3] / "examples" / "helpdesk-24x7"
QUEUES = ("chat-en", "l2", "phone-de", "phone-en", "phone-fr", "tickets")
HALF_HOUR = timedelta(minutes=30)


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("derive_forecast", FOLDER / "derive_forecast.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


derive_forecast = load()


def shipped() -> list[dict[str, str]]:
    with (FOLDER / "forecast.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def flat(amount: float) -> tuple[float, ...]:
    return (amount,) * 336


def test_the_profile_weighs_each_older_week_less() -> None:
    # weights 1 and 0.8: (0.8 * 9 + 1 * 18) / 1.8
    assert derive_forecast.profile([flat(9), flat(18)], 0.2) == pytest.approx(flat(14))


def test_rolling_profiles_know_only_what_came_before_their_week() -> None:
    weeks = [flat(9), flat(18), flat(99)]
    found = derive_forecast.rolling(weeks, learned=1, alpha=0.2)
    assert found[:2] == [pytest.approx(flat(9)), pytest.approx(flat(14))]
    assert len(found) == 3


def test_scaling_keeps_how_the_weeks_differ() -> None:
    assert derive_forecast.scaled([flat(1), flat(3)], 672) == [flat(1), flat(3)]
    assert derive_forecast.scaled([flat(1), flat(3)], 336) == [flat(0.5), flat(1.5)]


def test_an_hour_is_two_halves() -> None:
    start = datetime(2016, 3, 7)  # noqa: DTZ001 - the source has wall-clock times
    assert derive_forecast.halved({start: 3.0}) == {start: 1.5, start + HALF_HOUR: 1.5}


def test_weeks_are_cut_from_the_start_and_a_missing_half_hour_is_an_error() -> None:
    start = datetime(2016, 3, 7)  # noqa: DTZ001 - the source has wall-clock times
    series = {start + HALF_HOUR * slot: float(slot) for slot in range(672)}
    first, second = derive_forecast.weeks_of(series, start, 2)
    assert (first[0], first[335], second[0], second[335]) == (0.0, 335.0, 336.0, 671.0)
    del series[start + HALF_HOUR * 400]
    with pytest.raises(KeyError):
        derive_forecast.weeks_of(series, start, 2)


def test_the_israeli_sunday_becomes_monday_and_languages_share_the_calls() -> None:
    calls = {
        derive_forecast.CALLS_FROM + HALF_HOUR * slot: 1.0 if (slot // 48) % 7 == 0 else 0.0
        for slot in range(336 * 11)
    }
    tickets = {derive_forecast.TICKETS_FROM + 2 * HALF_HOUR * hour: 1.0 for hour in range(168 * 9)}
    scale = derive_forecast.Scale(calls_a_week=48, chats_a_week=24, tickets_a_week=336)
    rows = derive_forecast.derive(calls, tickets, scale)
    monday = {
        queue: contacts for start, queue, contacts in rows if start.isoformat().startswith("2027-03-08T00:00")
    }
    tuesday = {
        queue: contacts for start, queue, contacts in rows if start.isoformat().startswith("2027-03-09T00:00")
    }
    assert monday == {
        "chat-en": 0.5,
        "l2": 0.25,
        "phone-de": 0.5,
        "phone-en": 0.3,
        "phone-fr": 0.2,
        "tickets": 1.0,
    }
    assert tuesday == {
        "chat-en": 0.0,
        "l2": 0.1,
        "phone-de": 0.0,
        "phone-en": 0.0,
        "phone-fr": 0.0,
        "tickets": 1.0,
    }


def test_easter_takes_its_factor_and_the_saturday_before_does_not() -> None:
    days = [datetime(2027, 3, day, 12, tzinfo=derive_forecast.ZONE) for day in (26, 27, 28, 29)]
    found = [derive_forecast.contacts_at(day, [flat(10)] * 4, easter=0.4) for day in days]
    assert found == [4.0, 10.0, 4.0, 4.0]


def test_the_shipped_forecast_has_every_half_hour_of_each_queue_once() -> None:
    found = [(datetime.fromisoformat(row["start"]).astimezone(UTC), row["queue"]) for row in shipped()]
    start = datetime(2027, 3, 7, 23, tzinfo=UTC)
    half_hours = 4 * 336 - 2
    assert found == [(start + HALF_HOUR * place, queue) for place in range(half_hours) for queue in QUEUES]


def test_the_shipped_forecast_has_46_half_hours_on_the_day_of_the_spring_change() -> None:
    days = Counter(date.fromisoformat(row["start"][:10]) for row in shipped() if row["queue"] == "phone-de")
    first = date(2027, 3, 8)
    expected = {first + timedelta(days=place): 48 for place in range(28)}
    assert days == {**expected, date(2027, 3, 28): 46}


def test_the_shipped_second_line_gets_a_tenth_of_all_contacts() -> None:
    totals: Counter[str] = Counter()
    for row in shipped():
        totals[row["queue"]] += float(row["contacts"])
    first_line = sum(total for queue, total in totals.items() if queue != "l2")
    assert totals["l2"] == pytest.approx(first_line / 10, rel=0.01)


def test_the_shipped_weeks_differ() -> None:
    weeks = [[row["contacts"] for row in shipped()][place * 2016 :][:1728] for place in range(3)]
    assert len({tuple(week) for week in weeks}) == 3


def test_what_is_written_is_what_the_command_derived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, start, step, count in (
        ("calls", derive_forecast.CALLS_FROM, HALF_HOUR, 336 * 11),
        ("tickets", derive_forecast.TICKETS_FROM, 2 * HALF_HOUR, 168 * 9),
    ):
        lines = [f"{start + step * place},1" for place in range(count)]
        (tmp_path / f"{name}.csv").write_text("\n".join(["ds,y", *lines]), encoding="utf-8")
    arguments = [f"--{name}={tmp_path / name}.csv" for name in ("calls", "tickets")]
    out = tmp_path / "forecast.csv"
    monkeypatch.setattr(sys, "argv", ["derive", *arguments, f"--out={out}", "--calls-a-week=336"])
    derive_forecast.main()
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[:4] == [
        "start,queue,contacts",
        "2027-03-08T00:00:00+01:00,chat-en,0.39",
        "2027-03-08T00:00:00+01:00,l2,0.19",
        "2027-03-08T00:00:00+01:00,phone-de,0.50",
    ]
    assert "phone-de: 628 contacts" in capsys.readouterr().out
