"""How long the simulation of a planned workspace takes, and what an event costs in ours, simpy and ciw.

    rota plan examples/helpdesk-24x7 --time-limit 20
    python tests/benchmarks/simulation.py examples/helpdesk-24x7

The comparison is one queue of 100 calls in half an hour, 14 agents, patience 300 s, over 200 h: the most that
all three can do alike. simpy and ciw are measured where they are installed; rota does not depend on them.
"""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from time import perf_counter

from rota.cli.simulate import played
from rota.cli.stored import read_roster
from rota.load.workspace import load_workspace
from rota.simulate.desk import play
from rota.simulate.scenario import Expected, Scenario, Server, Stream
from rota.simulate.tally import OFFERED

SECONDS, AGENTS, HANDLE, PATIENCE, GAP = 200 * 3600.0, 14, 180.0, 300.0, 18.0


def ours() -> int:
    """The number of contacts played."""
    expected = tuple(Expected(1800.0 * step, 1800.0 * (step + 1), 1800 / GAP) for step in range(400))
    stream = Stream("phone", 1, True, (HANDLE,), expected, 20, "offered", PATIENCE)
    servers = tuple(Server(f"a{index}", 1, (0,), ((0.0, SECONDS),)) for index in range(AGENTS))
    (tally,) = play(Scenario(SECONDS, 1800.0, (stream,), servers), seed=1, replication=0)
    return int(tally.table[OFFERED].sum())


def with_simpy() -> int:
    """The same with simpy's FilterStore, which is what skills would ask for."""
    import simpy

    environment, chance, count = simpy.Environment(), random.Random(1), 0
    store = simpy.FilterStore(environment)
    store.items.extend((index, frozenset({"phone"})) for index in range(AGENTS))

    def contact():
        request = store.get(lambda agent: "phone" in agent[1])
        got = yield request | environment.timeout(chance.expovariate(1 / PATIENCE))
        if request in got:
            yield environment.timeout(chance.expovariate(1 / HANDLE))
            yield store.put(request.value)
        else:
            request.cancel()

    def arrivals():
        nonlocal count
        while True:
            yield environment.timeout(chance.expovariate(1 / GAP))
            count += 1
            environment.process(contact())

    environment.process(arrivals())
    environment.run(until=SECONDS)
    return count


def with_ciw() -> int:
    """The same as a node of ciw, whose servers belong to one node each."""
    import ciw

    ciw.seed(1)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(1 / GAP)],
        service_distributions=[ciw.dists.Exponential(1 / HANDLE)],
        number_of_servers=[AGENTS],
        reneging_time_distributions=[ciw.dists.Exponential(1 / PATIENCE)],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(SECONDS)
    return len(simulation.get_all_records())


def main() -> None:
    """One line an engine, then the workspace."""
    for name, needs, run in (
        ("ours", "rota", ours),
        ("simpy", "simpy", with_simpy),
        ("ciw", "ciw", with_ciw),
    ):
        if importlib.util.find_spec(needs) is None:
            print(f"{name:<6} not installed")
            continue
        began = perf_counter()
        count = run()
        print(f"{name:<6} {1e6 * (perf_counter() - began) / count:5.1f} us a contact")
    for folder in map(Path, sys.argv[1:]):
        workspace, roster = load_workspace(folder), read_roster(folder)
        began = perf_counter()
        outcome = played(workspace, roster, replications=100, seed=1)
        days = workspace.problem.day_count
        print(f"{folder}: {outcome.replications} times {days} days in {perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
