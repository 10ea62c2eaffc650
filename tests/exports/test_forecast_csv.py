from __future__ import annotations

from datetime import UTC, datetime, timedelta

from exports import forecast_csv
from rota.forecast.volume import Volume
from rota.load.forecast import read_forecast

START = datetime(2027, 3, 28, 0, tzinfo=UTC)
HALF = timedelta(minutes=30)


def volume(step: int, contacts: float) -> Volume:
    quantiles = ((0.8, contacts * 1.5), (0.975, contacts * 2))
    start = START + step * HALF
    return Volume(start, start + HALF, "phone", contacts, quantiles, spread=0.3, day_spread=0.125)


def test_what_was_written_is_read_back() -> None:
    volumes = tuple(volume(step, contacts) for step, contacts in enumerate([0.0, 0.0625, 3.0, 12345.5]))
    content = forecast_csv.write(volumes, zone="Europe/Berlin")
    assert read_forecast("f.csv", content, zone="Europe/Berlin", queues=["phone"]) == volumes


def test_starts_are_the_wall_clock_with_its_offset() -> None:
    content = forecast_csv.write([volume(1, 3.0), volume(2, 3.0)], zone="Europe/Berlin")
    assert content == (
        b"start,queue,contacts,contacts_p80,contacts_p97.5,spread,day_spread\n"
        b"2027-03-28T01:30+01:00,phone,3,4.5,6,0.3,0.125\n"
        b"2027-03-28T03:00+02:00,phone,3,4.5,6,0.3,0.125\n"
    )
