"""A year of on call for twenty people in three roles: planned, exported for every pager, proved, asked.

python tests/benchmarks/oncall_year.py [FOLDER]

All three change hands every Monday at 09:00, nobody is on two weeks in a row, and each role is shared
by presence; vacations are drawn from a fixed seed. Everything goes through the command line, as its
users go; ids of pagers are made up.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from exports.pagers import PAGERS

PEOPLE, WEEKS, SEED = 20, 52, 7
START = date(2027, 1, 4)
ZONES = ("Europe/Berlin", "Europe/London", "America/New_York")
ROLES = ("primary", "secondary", "manager")
TEAM = """team: Twenty on call
zone: Europe/Berlin
horizon: {{start: {start}, weeks: {weeks}}}
contracts:
  - {{id: full, hours_per_week: 40}}
agents:
{agents}
shifts:
  - {{id: first, start: "09:00", end: "09:00", days: [mon], length_days: 7, kind: on_call, role: primary}}
  - {{id: second, start: "09:00", end: "09:00", days: [mon], length_days: 7, kind: on_call, role: secondary}}
  - {{id: lead, start: "09:00", end: "09:00", days: [mon], length_days: 7, kind: on_call, role: manager}}
rules:
  - {{kind: availability}}
  - {{kind: one_at_a_time}}
  - {{kind: headcount, least: 1, most: 1}}
  - {{kind: min_rest, hours: 168, kinds: [on_call]}}
  - {{kind: fair_share, id: fair-first, burden: shifts, shifts: [first], weight: 10}}
  - {{kind: fair_share, id: fair-second, burden: shifts, shifts: [second], weight: 10}}
  - {{kind: fair_share, id: fair-lead, burden: shifts, shifts: [lead], weight: 10}}
paging:
  fallback: p00
  escalations:
    - id: standard
      repeat: 1
      steps:
        - {{roles: [primary]}}
        - {{roles: [secondary], wait_minutes: 10}}
        - {{roles: [manager], wait_minutes: 15}}
  systems:
{systems}
"""


ARN = "arn:aws:ssm-contacts:eu-west-1:123456789012"
SHAPES = {
    "aws-incident-manager": ARN + ":contact/p{:03}",
    "grafana": "p{:03}@on-call.example",
    "rootly": "{}",
    "slack": "U{:08}",
}
"""Ids as these pagers have them; the others take a UUID."""
UUID = "00000000-0000-4000-8000-{:012}"


def team_text() -> str:
    """The team, with an id for everybody in every pager."""
    agents = "\n".join(
        f"  - {{id: p{n:02}, name: Person {n:02}, zone: {ZONES[n % 3]}, contract: full,\n"
        f"     contacts: {{{_ids(n)}}}}}"
        for n in range(PEOPLE)
    )
    systems = "\n".join(f"    {pager.SYSTEM}: {_set_up(pager.SYSTEM)}" for pager in PAGERS)
    return TEAM.format(start=START, weeks=WEEKS, agents=agents, systems=systems)


def _ids(number: int) -> str:
    return ", ".join(f'{pager.SYSTEM}: "{SHAPES.get(pager.SYSTEM, UUID).format(number)}"' for pager in PAGERS)


def _set_up(system: str) -> str:
    shape = {"aws-incident-manager": ARN + ":rotation/r{:03}", "slack": "S{:08}"}.get(system, UUID)
    own = {role: shape.format(100 + n) for n, role in enumerate(ROLES)}
    named = {role: role for role in ROLES} if system == "linkedin-oncall" else own
    schedules = ", ".join(f'{role}: "{id}"' for role, id in named.items())
    settings = {"team": UUID.format(300), "template": "alert"}
    settings |= {f"rotation.{role}": UUID.format(200 + n) for n, role in enumerate(ROLES)}
    settings |= {f"contact.{role}": f"{ARN}:contact/{role}" for role in ROLES}
    listed = ", ".join(f'{name}: "{value}"' for name, value in settings.items())
    return f"{{schedules: {{{schedules}}}, settings: {{{listed}}}}}"


def vacations() -> str:
    """Five weeks off for everybody, in two blocks."""
    draw = random.Random(SEED)
    rows = ["agent,first_day,last_day"]
    for number in range(PEOPLE):
        for days in (21, 14):
            first = START + timedelta(days=draw.randrange(WEEKS * 7 - days))
            rows.append(f"p{number:02},{first},{first + timedelta(days=days - 1)}")
    return "\n".join(rows) + "\n"


def rota(*arguments: str) -> float:
    """Seconds that a command takes; its output goes to ours, its failure ends the measurement."""
    print("$ rota", *arguments, flush=True)
    begun = time.monotonic()
    subprocess.run([sys.executable, "-m", "rota.cli.main", *arguments], check=True)
    seconds = time.monotonic() - begun
    print(f"  {seconds:.1f} s", flush=True)
    return seconds


def main() -> None:
    """Plan, export, prove, ask; print the seconds of each."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
    (folder / "availability").mkdir(parents=True, exist_ok=True)
    (folder / "team.yaml").write_text(team_text(), "utf-8")
    (folder / "availability" / "absences.csv").write_text(vacations(), "utf-8")
    plan = rota("plan", str(folder), "--time-limit", "60")
    export = rota("export", str(folder), "--pagers", "--since", str(START))
    prove = rota("verify", str(folder), "--paging", "--since", str(START))
    before = _processor_seconds()
    asked = sorted(rota("oncall", str(folder), "--at", "2027-10-31T02:30Z") for _ in range(9))
    used = (_processor_seconds() - before) / len(asked)
    print(f"planned and exported for {len(PAGERS)} pagers in {plan + export:.0f} s, proved in {prove:.1f} s")
    print(f"rota oncall: median {asked[4]:.2f} s, at most {asked[-1]:.2f} s, {used:.2f} s of a processor")


def _processor_seconds() -> float:
    """What the commands so far have used of processors: on a busy machine, less than they took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
