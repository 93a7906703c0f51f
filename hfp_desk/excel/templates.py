"""Workbooks that a township health centre checks and sends back (下发模板): its own rows, nothing that is not asked.

Each is filled with what the register knows; names are whole, identity numbers masked. What comes back goes through
the usual import (``returning`` says what is taken). Each file that leaves is logged with its purpose.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from hfp_desk import file_names, scratch
from hfp_desk.excel.returning import TOWN
from hfp_desk.excel.template_kinds import TEMPLATES, Filled, Part, Template, Town, template_named
from hfp_desk.gate import Viewer
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.records import Column, Place
from hfp_desk.store import leaving, log, places, releasing
from hfp_desk.store.leaving import Leaving, Profile
from hfp_desk.store.listing import Condition, Operator, View
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register

__all__ = ["PURPOSE", "TEMPLATES", "template_named", "write"]

PURPOSE = "下发乡镇核对"
"""What templates usually leave for."""


def write(
    register: Register,
    template: Template,
    folder: Path,
    viewer: Viewer,
    towns: Sequence[int] = (),
    progress: Progress = SILENT,
    *,
    purpose: str = PURPOSE,
    by_village: bool = False,
) -> list[Path]:
    """One workbook for each township (none: all of them) in ``folder``; the files that were written.

    ``by_village``: one for each village that has rows, for its own doctor.
    """
    log.require_open(register, Action.EXPORT)
    if not folder.is_dir():
        raise Refusal(f"没有“{folder}”这个文件夹。", "请先建好文件夹，或另选一个。")
    chosen = [one for town in _towns(register, towns) for one in (_villages(register, town) if by_village else [town])]
    written = []
    for number, town in enumerate(chosen):
        progress.step(number, len(chosen), town.called)
        target = folder / file_names.proposed(f"{town.called}_{template.title}_{date.today():%Y%m%d}", ".xlsx")
        if _write(register, template, town, target, viewer, purpose):
            written.append(target)
    progress.step(len(chosen), len(chosen))
    return written


def _write(register: Register, template: Template, town: Town, target: Path, viewer: Viewer, purpose: str) -> bool:
    """Write a workbook; not one of a village without any rows."""
    from hfp_desk.excel.template_sheets import draw

    rough = scratch.fresh(target.name)
    try:
        with register.session():
            filled = [_filled(register, part, town, viewer, purpose) for part in template.parts]
            if town.village and not any(one.rows for one in filled):
                return False
            draw(template, town, filled, register.user, rough)
            releasing.release(register, rough, target, _told(template, town, filled, purpose))
    finally:
        scratch.wipe(rough)
    return True


def _filled(register: Register, part: Part, town: Town, viewer: Viewer, purpose: str) -> Filled:
    with closing(_left(register, part, town, viewer, purpose).listing(register)) as listing:
        blank = ("",) * len(part.asked)
        rows = tuple((listing.id_at(row), (*listing.cells(row), *blank)) for row in range(len(listing)))
        return Filled(part, rows, leaving.people_in(register, listing))


def _left(register: Register, part: Part, town: Town, viewer: Viewer, purpose: str) -> Leaving:
    """The rows of a township, names whole, numbers masked; Refusal for those who see names masked."""
    link = TOWN[part.record.model]
    path = (*link[:-1], link[-1].model._meta.fields["village"]) if town.village else link
    here = Condition(Column(Place.name, path), Operator.EQUALS, town.village or town.id)
    only = part.chosen(register, viewer) if part.chosen is not None else None
    order = tuple((column, False) for column in part.listed[1:3]) if part.asked else ()
    view = View(part.record, part.listed, (here, *part.conditions), order, only=only)
    left = leaving.leaving(view, viewer, Profile.FULL, title=part.sheet, purpose=purpose)
    return replace(left, eyes=left.eyes.at_the_screen(True))


def _told(template: Template, town: Town, filled: Sequence[Filled], purpose: str) -> releasing.Outgoing:
    columns = list(dict.fromkeys(column.title for one in filled for column in one.part.columns))
    rows = sum(len(one.rows) for one in filled)
    detail = {
        "profile": "下发模板",
        "conditions": f"{'行政村' if town.village else '乡镇'} 等于 {town.called}",
        "columns": columns,
        "rows": rows,
    }
    people = max((one.people for one in filled), default=0)
    return releasing.Outgoing(Action.EXPORT, f"{town.called}{template.title}", people, purpose, detail)


def _towns(register: Register, towns: Sequence[int]) -> list[Town]:
    with register.session():
        lines = [line for line in places.lines() if not line.gone_into]
    return [
        Town(line.id, line.name, line.code, tuple(one.name for one in lines if one.parent == line.id))
        for line in lines
        if line.level == places.TOWN and (not towns or line.id in towns)
    ]


def _villages(register: Register, town: Town) -> list[Town]:
    """The township once for each of its villages."""
    with register.session():
        lines = [line for line in places.lines() if line.parent == town.id and not line.gone_into]
    return [replace(town, villages=(line.name,), village=line.id) for line in lines if line.level == places.VILLAGE]
