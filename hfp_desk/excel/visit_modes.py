"""A list of visits without the column 随访方式 is told so once: nobody knows which of them were face to face.

Nothing is guessed: such visits go in as they are, and ``store.visit_modes`` fills in what the office knows. What else
规范管理 asks of a visit and the list says of none is named in the same note (domain.md §2.10, §3.7).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from hfp_desk.codes import code_list
from hfp_desk.excel.table import note
from hfp_desk.excel.work import Rows
from hfp_desk.records import FOLLOW_UP, FollowUp
from hfp_desk.rules.follow_up import Visit, lacking, met
from hfp_desk.rules.visits import QUARTERLY


def tell_modes(rows: Rows) -> None:
    """Tell of the visits that a list without 随访方式 brings, where a year asks for visits face to face."""
    if _has_column(rows):
        return
    visits = [one for one in map(_visit, _brought(rows)) if one.programme in QUARTERLY and met(one) and not one.mode]
    if visits:
        sheet = rows.table.sheet
        rows.work.general.append(replace(note("N-VISIT-MODE", _words(sheet, visits), "随访方式"), sheet=sheet))


def _has_column(rows: Rows) -> bool:
    feeds = rows.table.kind.feeds
    return any(
        part.record is FOLLOW_UP and name == FollowUp.mode.name
        for key in rows.table.values
        for part, name in feeds.get(key, ())
    )


def _brought(rows: Rows) -> Iterator[Mapping[str, Any]]:
    """The new visits of the list as they will be stored."""
    ledger, kind = rows.work.ledger(FollowUp), FOLLOW_UP.name
    for touched in rows.touched.values():
        for touch in touched:
            if touch.kind == kind and touch.differences is None:
                yield ledger.content(touch.record)


def _visit(content: Mapping[str, Any]) -> Visit:
    return Visit(**{name: content[name] for name in Visit._fields if content.get(name) is not None})


def _words(sheet: str, visits: list[Visit]) -> str:
    diseases = [
        item.label for item in code_list("programme").items if any(one.programme == item.code for one in visits)
    ]
    told = (
        f"「{sheet}」没有“随访方式”一栏，{len(visits):,} 次{'、'.join(diseases)}随访不知道是门诊、家庭还是电话："
        "照常导入，但不计入面对面随访，规范管理率会因此偏低。"
        "请在来表中加上“随访方式”一栏再导入，或导入后在“慢病随访 · 随访记录”勾选这些随访，按 F6 补填方式。"
    )
    never = _never(visits)
    return told + (f"来表也没有{'、'.join(never)}，规范管理还要求填齐这些必填项。" if never else "")


def _never(visits: list[Visit]) -> list[str]:
    """The required items that no visit of a programme tells, in the words of the form."""
    found: list[str] = []
    for programme in sorted({one.programme for one in visits}):
        each = [set(lacking(one)) for one in visits if one.programme == programme]
        words = lacking(Visit(programme=programme))
        found += [word for word in words if all(word in some for some in each)]
    return list(dict.fromkeys(found))
