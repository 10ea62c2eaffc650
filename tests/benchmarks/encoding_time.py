"""How long encoding takes, in seconds of one core: a workspace whole, one agent of it, rule by rule.

python tests/benchmarks/encoding_time.py FOLDER

The agents measured are the first, the middle one and the last; a problem with one agent is what the
pricing of column generation encodes. Memory is the peak of the whole process (ru_maxrss, Linux: KiB).
"""

from __future__ import annotations

import resource
import sys
from dataclasses import replace
from pathlib import Path
from time import process_time

from rota.encoding import Encoding, encode
from rota.load.workspace import load_workspace


def main(folder: Path) -> int:
    begun = process_time()
    workspace = load_workspace(folder)
    problem, rules = workspace.problem, workspace.rules
    print(f"{len(problem.agents)} agents, {len(problem.shifts)} shifts, {len(rules)} rules")
    print(f"read in {process_time() - begun:.1f} s")
    for agent in {problem.agents[place] for place in (0, len(problem.agents) // 2, -1)}:
        alone = replace(problem, agents=(agent,))
        begun = process_time()
        encoding = encode(alone, rules, tight=True)
        seconds = process_time() - begun
        print(f"agent {agent.id}: {seconds:.2f} s, {len(encoding.rows)} rows, {len(encoding.low)} variables")
    spent: dict[str, float] = {}
    encoding = Encoding(alone, tight=True)
    for rule in sorted(rules, key=lambda rule: rule.stage):
        begun = process_time()
        rule.encode(alone, encoding)
        spent[rule.kind] = spent.get(rule.kind, 0) + process_time() - begun
    for kind, seconds in sorted(spent.items(), key=lambda one: -one[1])[:5]:
        print(f"  {kind}: {seconds:.3f} s")
    begun = process_time()
    whole = encode(problem, rules, tight=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"whole: {process_time() - begun:.1f} s, {len(whole.rows)} rows, {len(whole.low)} variables")
    print(f"peak memory {peak} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
