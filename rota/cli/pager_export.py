"""The files for pagers, proved before they are written, and proved again as they lie in the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.cli.paging import PAGING, gap_lines, hole_lines, pager_named, paging_folder, paging_in, plan_in
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from rota.load.workspace import Workspace
    from rota.paging.plan import PagingPlan
    from rota.roster import Roster

LIST = ".written"
"""The file that names what `rota export` has written beside it."""


SHEETS = dict.fromkeys(
    ("xlsx", "excel", "payroll"), "hours and pay as a sheet: `rota report --payroll FILE.xlsx`, or FILE.csv"
)
"""Where to find what people look for among the formats."""


def require_known(names: Sequence[str], others: Sequence[str]) -> None:
    """Raise InputError for each format that there is not."""
    from exports.pagers import PAGERS
    from rota.load.source import did_you_mean

    known = [*others, *sorted(pager.SYSTEM for pager in PAGERS)]
    faults = [
        Fault(
            "",
            0,
            0,
            f"unknown format `{name}`",
            SHEETS.get(name) or did_you_mean(name, known) or f"known: {', '.join(known)}",
        )
        for name in names
        if name not in known
    ]
    if faults:
        raise InputError(faults)


def named_systems(folder: Path) -> tuple[str, ...]:
    """The pagers that team.yaml sets something for."""
    from rota.load.workspace import load_workspace

    systems = paging_in(load_workspace(folder)).systems
    require_known([system.name for system in systems], ())
    return tuple(system.name for system in systems)


def pager_files(
    folder: Path, roster: Roster, systems: Sequence[str], *, since: datetime
) -> tuple[dict[str, Mapping[str, bytes]], list[str]]:
    """By system, its files by path below out/, each proved; and notes on what falls to the fallback.

    Raises InputError where the proof finds a gap: nothing is written then.
    """
    from rota.load.workspace import load_workspace
    from rota.paging.proof import prove

    plan = plan_in(load_workspace(folder), roster, since=since)
    told: dict[str, Mapping[str, bytes]] = {}
    faults: list[Fault] = []
    for system in systems:
        pager = pager_named(system)
        assert pager is not None
        try:
            files = pager.write(plan)
            gaps = prove(pager.read(files), plan)
        except InputError as error:
            faults += error.faults
            continue
        faults += [Fault("", 0, 0, line.strip()) for line in gap_lines(system, gaps, plan.zone)]
        told[system] = {f"{PAGING}/{system}/{name}": content for name, content in files.items()}
    if faults:
        raise InputError(faults)
    return told, hole_lines(plan)


def prove_written(workspace: Workspace, roster: Roster, *, since: datetime) -> tuple[list[str], list[str]]:
    """What to say of each export in out/paging/, and the gaps found in them.

    Raises InputError where there is none, or one that cannot be read.
    """
    from rota.paging.proof import prove

    folder = paging_folder(workspace.folder)
    found = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    if not found:
        help_text = "write one with `rota export --format NAME`, or all with `--pagers`"
        raise InputError([Fault(str(folder), 0, 0, "there is no export for a pager yet", help_text)])
    require_known([path.name for path in found], ())
    plan = plan_in(workspace, roster, since=since)
    said: list[str] = []
    bad: list[str] = []
    for path in found:
        pager = pager_named(path.name)
        assert pager is not None
        gaps = prove(pager.read(dict(_files(path))), plan)
        bad += gap_lines(path.name, gaps, plan.zone)
        if not gaps:
            said.append(f"{path.name}: {_proved_text(plan)}")
    return [*said, *hole_lines(plan)], bad


def lists_of(target: Path, told: Mapping[str, Mapping[str, bytes]]) -> Iterator[tuple[Path, bytes]]:
    """By path, a list of what is written for each pager: other programs keep files beside it."""
    for system, files in told.items():
        names = sorted(path.removeprefix(f"{PAGING}/{system}/") for path in files)
        yield target / PAGING / system / LIST, "".join(f"{name}\n" for name in names).encode()


def written_before(target: Path, system: str, files: Mapping[str, bytes]) -> list[Path]:
    """The files of an earlier export for the same pager that this one lacks; nobody else's files."""
    folder = target / PAGING / system
    if not (folder / LIST).is_file():
        return []
    kept = {target / path for path in files}
    return [path for path in _listed(folder) if path not in kept and path.is_file()]


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in _listed(folder):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _listed(folder: Path) -> list[Path]:
    """What was written into the folder, by its list; all that lies there where there is none."""
    there = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    if not (folder / LIST).is_file():
        return there
    names = set((folder / LIST).read_text("utf-8").splitlines())
    return [path for path in there if path.relative_to(folder).as_posix() in names]


def _proved_text(plan: PagingPlan) -> str:
    from rota.localtime import clock_text, minutes_between

    if plan.first >= plan.end:
        return "the roster is over, there is nothing to prove"
    minutes = minutes_between(plan.first, plan.end)
    return (
        f"no gap in {minutes:,} minutes, {clock_text(plan.first, plan.zone)} to "
        f"{clock_text(plan.end, plan.zone)}: every page reaches whom the roster says"
    )
