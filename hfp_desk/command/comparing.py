"""compare: two or three lists against each other by person, before anything of them goes into the register."""

import json
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

from hfp_desk.codes import code_list
from hfp_desk.command import signing_in
from hfp_desk.problems import Refusal
from hfp_desk.rules.comparison import Difference, counted
from hfp_desk.store import comparisons, users
from hfp_desk.store.place_names import PlaceNames

KEYS = """\
--json 输出的各项：
  lists        各名单：[{name 名称, file 文件, rows 行数, people 人数, problems 不能参加比对的行数}]
  counts       各类差异的条数：差异类别 → 条数
  differences  差异：[{kind 类别, town, village, name, id_number, column 栏目, left, right, lists, rows 所在行}]
  kept         登记进登记簿的条数（--keep 时）"""
"""What the JSON holds, for --help; the keys stay as they are."""


def compare(given: Namespace) -> None:
    """Compare the files; the answer as lines, as JSON, as a workbook by township."""
    from hfp_desk.excel import compared, comparison_book

    files: list[Path] = given.files
    if not 2 <= len(files) <= 3:
        raise Refusal(f"给了 {len(files)} 个名单。", "请给两个或三个名单文件，例如上月和本月。")
    labels = given.names or [path.stem for path in files]
    if len(labels) != len(files):
        raise Refusal("名称的个数与名单的个数不同。", "请给每个名单一个名称，或不写 --names。")
    with signing_in.opened(given.register, given.user) as register:
        with register.session():
            viewer, places = users.viewer(register), PlaceNames(register.db)
        read = [compared.read(path, label, places) for path, label in zip(files, labels, strict=True)]
        found = comparisons.differences(register, [one.listed for one in read])
        lines = comparisons.lines(register, viewer, found)
        if given.out:
            comparison_book.write(register, lines, given.out, labels)
        kept = comparisons.keep(register, found, date.today()) if given.keep else 0
    if given.json:
        answer = {"lists": [_list(one) for one in read], "counts": _counts(found), "kept": kept}
        print(json.dumps({**answer, "differences": [vars(line) for line in lines]}, ensure_ascii=False, indent=1))
        return
    for one in read:
        told = f"{one.listed.name}：{one.rows} 行，{len(one.listed.entries)} 人"
        print(told + (f"，{len(one.problems)} 处问题" if one.problems else ""))
    print(" ".join(f"{kind} {count}" for kind, count in _counts(found).items()) or "没有差异")
    if kept:
        print(f"已登记 {kept} 条比对差异，可在“监测比对”中下发核实。")


def _counts(found: list[Difference]) -> dict[str, int]:
    kinds = code_list("discrepancy_kind")
    return {kinds.shown(kind): count for kind, count in counted(found).items()}


def _list(one: Any) -> dict[str, Any]:
    return {
        "name": one.listed.name,
        "file": one.path.name,
        "rows": one.rows,
        "people": len(one.listed.entries),
        "problems": len(one.problems),
    }
