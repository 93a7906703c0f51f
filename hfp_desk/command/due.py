"""due: whose follow-up visit is due on a day, as lines, JSON, workbook or paper."""

import json
from argparse import Namespace
from collections.abc import Iterator
from itertools import islice
from typing import Any

from hfp_desk.codes import code_list
from hfp_desk.command import signing_in
from hfp_desk.papers import going_out
from hfp_desk.problems import Refusal
from hfp_desk.store import due_gaps, due_words, figures, scopes, users
from hfp_desk.store.due import Due, DueFigure, due
from hfp_desk.store.due_gaps import DataGap
from hfp_desk.store.due_reading import Wanted
from hfp_desk.store.scopes import Scope

SHOWN = 50
"""How many lines are told on the screen; a file holds all of them."""

KEYS = f"""\
--json 输出的各项：
  day      哪一天
  open     在管的病例数
  figures  各项数字：名称 → {{label 标题, count 数, ids 病例编号}}；
           today week overdue recheck referral notice unexamined short
  gaps     全县的缺项，不限乡镇、村和病种时才列：名称 → {{label 标题, count 数}}
  lines    应随访的，最早到期的在前：[{{case 病例编号, {", ".join(one.key for one in due_words.COLUMNS)}}}]"""
"""What the JSON holds, for --help; the keys stay as they are."""


def show(given: Namespace) -> None:
    """Tell who is due, or write the list to a workbook or paper."""
    target = given.target or given.out
    with signing_in.opened(given.register, given.user) as register, register.session():
        viewer, policy = users.viewer(register), figures.in_force()
        scope = scopes.scope(viewer, town=given.town, village=given.village)
        wanted = _wanted(scope, given.programme)
        found = due(register, viewer, policy, given.on, wanted=wanted)
        of_year = due_gaps.of_year(register, viewer, policy, given.on, wanted)
        gaps = due_gaps.gaps(register, viewer) if wanted == Wanted() else ()
        if target is None:
            told = (*found.figures, *of_year)
            print(
                json.dumps(as_json(found, told, gaps), ensure_ascii=False) if given.json else _told(found, told, gaps)
            )
            return
        if target.suffix.lower() == ".pdf":
            if given.programme:
                raise Refusal("名单不能按病种打印为 PDF。", "请去掉 --programme，或写成 .xlsx。")
            paper = Scope(towns=scope.towns, villages=scope.villages, until=given.on)
            count = going_out.save_form(register, "visits-due", target, paper, viewer).count
        else:
            from hfp_desk.excel import due_files

            count = due_files.write(register, viewer, found.lines, target, given.purpose or "村医随访")
    print(f"已写出 {count:,} 条到 {target}")


def as_json(found: Due, figures_of: tuple[DueFigure, ...], gaps: tuple[DataGap, ...]) -> dict[str, Any]:
    """The list as the keys of ``KEYS``."""
    keys = [one.key for one in due_words.COLUMNS]
    return {
        "day": found.on.isoformat(),
        "open": found.open,
        "figures": {one.name: {"label": one.label, "count": one.count, "ids": one.ids} for one in figures_of},
        "gaps": {one.name: {"label": one.label, "count": one.count} for one in gaps},
        "lines": [{"case": one.case, **dict(zip(keys, due_words.cells(one), strict=True))} for one in found.lines],
    }


def _told(found: Due, figures_of: tuple[DueFigure, ...], gaps: tuple[DataGap, ...]) -> str:
    return "\n".join(_lines(found, figures_of, gaps))


def _lines(found: Due, figures_of: tuple[DueFigure, ...], gaps: tuple[DataGap, ...]) -> Iterator[str]:
    yield f"{found.on} 慢病应随访情况　在管 {found.open:,}"
    yield from (f"  {one.label} {one.count:,}" for one in figures_of)
    yield from (f"  缺项：{one.label} {one.count:,}" for one in gaps)
    yield f"应随访 {len(found.lines):,} 条{f'，列出前 {SHOWN} 条' if len(found.lines) > SHOWN else ''}："
    for one in islice(found.lines, SHOWN):
        yield "  " + "　".join(text for text in due_words.cells(one)[:9] if text)


def _wanted(scope: Scope, programme: str) -> Wanted:
    if not programme:
        return Wanted(towns=scope.towns, villages=scope.villages)
    found = [item for item in code_list("programme").items if programme in (item.code, item.label, *item.synonyms)]
    if not found:
        raise Refusal(f"没有名为“{programme}”的病种。", "请写高血压、2型糖尿病、严重精神障碍、肺结核等。")
    return Wanted(towns=scope.towns, villages=scope.villages, programmes=tuple(item.code for item in found))
