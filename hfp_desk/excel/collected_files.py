"""下发 and 收表 as files: a workbook for each township into a folder, and many returned files at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hfp_desk import file_names
from hfp_desk.excel import collected, return_files
from hfp_desk.excel.collected import Asked
from hfp_desk.excel.collected_sums import with_notes
from hfp_desk.gate import Viewer
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.returns import Definition, Period
from hfp_desk.returns.collected import Collected
from hfp_desk.store import collecting, collecting_state, log, returns
from hfp_desk.store.collecting import HELD, Taken
from hfp_desk.store.collecting_state import Standing
from hfp_desk.store.collecting_towns import Town, Towns
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register

PURPOSE = "汇总乡镇报表"
"""What a sum of townships' returns usually leaves for."""


@dataclass(frozen=True)
class Arrived:
    """What became of a file, or of one of its sheets; ``collected`` is None where the file could not be read."""

    file: Path
    outcome: str
    sentence: str
    collected: Collected | None = None
    record: int = 0


def hand_out(
    register: Register,
    viewer: Viewer,
    definition: Definition,
    period: Period,
    folder: Path,
    towns: Sequence[int] = (),
    progress: Progress = SILENT,
) -> list[Path]:
    """Write an empty workbook for each township (none: all of them) into ``folder``; each is logged as it leaves."""
    log.require_open(register, Action.EXPORT)
    if not folder.is_dir():
        raise Refusal(f"没有“{folder}”这个文件夹。", "请先建好文件夹，或另选一个。")
    with register.session():
        chosen = [
            town for town in collecting_state.townships(register, definition, period) if not towns or town.id in towns
        ]
    written = []
    for number, town in enumerate(chosen):
        progress.step(number, len(chosen), town.name)
        target = folder / file_names.proposed(f"{town.name}_{definition.title}_{period.mark}", ".xlsx")
        return_files.write_blank(register, viewer, definition, period, target, place=town.id)
        written.append(target)
    progress.step(len(chosen), len(chosen))
    return written


def take_in(
    register: Register,
    definition: Definition,
    period: Period,
    files: Sequence[Path],
    progress: Progress = SILENT,
    *,
    town: Town | None = None,
    on: date | None = None,
) -> tuple[Arrived, ...]:
    """Read files and take in what can be; ``town`` is whom the clerk says a file is from, ``on`` the day they came.

    A file that cannot be read does not keep the others back.
    """
    read: list[tuple[Path, Collected]] = []
    broken: list[Arrived] = []
    with register.session():
        asked = asked_by(register, definition, period, town)
        for number, path in enumerate(files):
            progress.step(number, len(files), path.name)
            try:
                read += [(path, one) for one in collected.read(path, asked)]
            except Refusal as refusal:
                broken.append(Arrived(path, HELD, str(refusal)))
        taken = collecting.take(register, definition, period, read, on)
    progress.step(len(files), len(files))
    arrived = [_arrived(path, one) for (path, _), one in zip(read, taken, strict=True)]
    return (*arrived, *broken)


def asked_by(register: Register, definition: Definition, period: Period, town: Town | None = None) -> Asked:
    """What a register looks for in returned files (inside a session)."""
    return Asked(
        returns.catalogue(register).definitions,
        definition,
        period.mark,
        Towns(register.db),
        lambda one, of, place: collecting.form(register, one, of, place),
        town,
        returns.adds(register, definition, period),
    )


def write_sum(register: Register, viewer: Viewer, found: Standing, target: Path, purpose: str = PURPOSE) -> int:
    """Write the sum of what the townships reported, who is missing told under it; how many lines."""
    table = with_notes(found.rolled(), found.notes())
    return return_files.write_return(register, viewer, table, target, purpose=purpose)


def _arrived(path: Path, one: Taken) -> Arrived:
    return Arrived(path, one.outcome, one.sentence, one.collected, one.record)
