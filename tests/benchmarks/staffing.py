"""How long it takes to staff a year of half hours, by formula, against the formula asked afresh each time.

    python tests/benchmarks/staffing.py

One line a formula: seconds for 17,520 distinct loads, the agents that the largest takes, and, on a sample
of the loads, how many times as long a search from one agent upward takes for each load.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import pi, sin
from time import perf_counter

from rota.demand.carried import handle_seconds_of, keeps, service_of
from rota.demand.erlang import load_of
from rota.demand.staffing import staff
from rota.demand.target import DeferredTarget, LiveTarget, Target
from rota.forecast.volume import Volume

START, HALF_HOUR = datetime(2027, 1, 1, tzinfo=UTC), timedelta(minutes=30)
SAMPLE = 97
TARGETS: dict[str, Target] = {
    "Erlang C": LiveTarget(handle_seconds=180),
    "Erlang A": LiveTarget(handle_seconds=180, patience_seconds=300),
    "chats": LiveTarget(handle_seconds=600, handle_seconds_by_open=(600, 800, 1000), answer_seconds=60),
    "Erlang C on the 80 % quantile": LiveTarget(handle_seconds=180, staff_on=0.8, dispersion=0.3),
    "deadline of 8 h": DeferredTarget(handle_seconds=900, deadline_minutes=480),
}


def year() -> list[Volume]:
    """A year with days, weeks and a yearly wave; no two intervals are alike."""
    return [
        Volume(
            START + index * HALF_HOUR,
            START + (index + 1) * HALF_HOUR,
            "queue",
            60 + 50 * sin(2 * pi * index / 48) + 8 * sin(2 * pi * index / 336) + index / 17_520,
        )
        for index in range(17_520)
    ]


def afresh(volumes: list[Volume], target: LiveTarget) -> None:
    """A search from one agent upward for each interval."""
    handle = handle_seconds_of(target)
    for volume in volumes:
        load = load_of(volume.contacts, handle_seconds=handle, seconds=volume.seconds)
        agents = 1
        while not keeps(service_of(load, agents, target), target):
            agents += 1


def main() -> None:
    """Measure each formula once."""
    volumes = year()
    for name, target in TARGETS.items():
        began = perf_counter()
        demand = staff(volumes, {"queue": target}, {})
        seconds = perf_counter() - began
        line = f"{name:<30} {seconds:6.2f} s   up to {max(entry.agents for entry in demand)} agents"
        if isinstance(target, LiveTarget) and target.staff_on is None:
            sample = volumes[::SAMPLE]
            began = perf_counter()
            afresh(sample, target)
            whole = (perf_counter() - began) * len(volumes) / len(sample)
            line += f"   afresh {whole / seconds:,.0f} times as long"
        print(line)


if __name__ == "__main__":
    main()
