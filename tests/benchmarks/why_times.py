"""How long explanations take on the shipped help desk, in processes of their own.

    python tests/benchmarks/why_times.py FOLDER

FOLDER is a copy of examples/helpdesk-24x7 with out/roster.json in it. Prints seconds, on the clock and of
processors, of `rota why`, `rota why-not` and of the answer to teams without a roster made from the copy.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from os import times
from pathlib import Path

PLANTED = {
    "one agent for the nights in French": (
        ("french: 3}}\n", "french: 1}}\n"),
        ("french: 2}", "french: 1}"),
        ("french: 3, ", "french: 1, "),
        (
            "id: dea, name: Dea Marku, zone: Europe/Tirane, contract: full, skills: {english: 3, french: 3}",
            "id: dea, name: Dea Marku, zone: Europe/Tirane, contract: full, skills: {english: 3, french: 2}",
        ),
        (
            "rules:\n",
            "rules:\n  - {kind: headcount, id: french-nights, shifts: [night],"
            " who: {ids: [dea]}, least: 1, when: {from: 2027-03-09}}\n",
        ),
    ),
    "too few hours in all contracts": (
        ("contract_share: 1.0, per: horizon", "contract_share: 0.35, per: horizon"),
    ),
    "four on standby": (
        ("shifts: [standby, weekend], least: 1, most: 1", "shifts: [standby, weekend], least: 5"),
    ),
}


def timed(*arguments: str) -> tuple[int, float, float]:
    """Exit code, seconds on the clock, seconds of processors."""
    before = times()
    code = subprocess.run(
        [sys.executable, "-m", "rota.cli.main", *arguments], check=False, stdout=subprocess.DEVNULL
    ).returncode
    after = times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return code, after.elapsed - before.elapsed, processor


def planted(source: Path, folder: Path, edits: tuple[tuple[str, str], ...]) -> Path:
    """A copy of the desk with these texts replaced, where they occur."""
    shutil.copytree(source, folder)
    text = (folder / "team.yaml").read_text("utf-8")
    for old, new in edits:
        text = text.replace(old, new)
    (folder / "team.yaml").write_text(text, "utf-8")
    return folder


def main(source: Path) -> None:
    """Measure and print, a line a question."""
    for arguments in (
        ("why", "anna", "2027-03-17"),
        ("why-not", "anna", "2027-03-18", "night"),
        ("why-not", "anna", "2027-03-18"),
    ):
        told = timed(*arguments, "--in", str(source))
        print(f"{' '.join(arguments):<40} exit {told[0]}, {told[1]:5.1f} s, processors {told[2]:5.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, edits) in enumerate(PLANTED.items()):
            desk = planted(source, Path(folder) / str(number), edits)
            told = timed("plan", str(desk))
            print(f"{name:<40} exit {told[0]}, {told[1]:5.1f} s, processors {told[2]:5.1f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
