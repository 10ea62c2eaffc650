"""forecast.csv: `start,queue,contacts`, quantiles of the rate (`contacts_p80`), `spread`, `day_spread`.

A start is the wall clock of the team's zone with its offset, so that people can read it; RFC 4180.
`rota.load.forecast` is its reader.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from exports.inert import inert
from rota.forecast.volume import quantile_column
from rota.localtime import zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.forecast.volume import Volume


def write(volumes: Sequence[Volume], *, zone: str) -> bytes:
    """One line an interval and queue, by start and queue, in UTF-8; all volumes have the same quantiles."""
    levels = [level for level, _ in volumes[0].quantiles] if volumes else []
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["start", "queue", "contacts", *map(quantile_column, levels), "spread", "day_spread"])
    for volume in sorted(volumes, key=lambda volume: (volume.start, volume.queue)):
        quantiles = dict(volume.quantiles)
        numbers = [volume.contacts, *(quantiles[level] for level in levels), volume.spread, volume.day_spread]
        local = volume.start.astimezone(zone_of(zone)).isoformat(timespec="minutes")
        writer.writerow([local, inert(volume.queue), *map(_plain, numbers)])
    return text.getvalue().encode()


def _plain(number: float) -> str:
    """Without an exponent or needless zeros: `0.03`, `12`."""
    return f"{number:.6f}".rstrip("0").rstrip(".")
