"""How a template stands and what is to be looked at, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from hfp_desk.excel.foreign_sheets import address
from ui.pages.template_panel import Hint
from ui.pages.template_sitting import Sitting

_MOST = 200


def state(sitting: Sitting) -> str:
    """What was opened, and what is to be done next."""
    name, points = sitting.foreign.file, len(sitting.points)
    period = sitting.counted.period.label
    sent = f"（{period}已上报，填的是上报时冻结的数字）" if sitting.counted.sent else ""
    if sitting.changed:
        count = len(sitting.known.changes) + len(sitting.known.lost)
        told = f"上级改了这个模板，有 {count} 处不同，见右边“提示”。"
        if sitting.unsure:
            return f"“{name}”：{told}{sitting.unsure} 处（黄色）要核对：改好后按 F8 确认，确认前不写任何内容。"
        return f"“{name}”：{told}已确认 {points} 处，按 F8 记住，按 F9 另存。"
    if sitting.unsure:
        return (
            f"“{name}”：自动对应了 {sitting.unsure} 处（黄色），请核对。对的按 F8 确认；"
            "不对的选中后在右边改，或按 Delete 取消。"
        )
    if not points:
        return f"“{name}”是新模板：先选报表，按 F7 自动对应；或选中单元格按回车，在右边选它填什么。"
    if sitting.touched or sitting.known.remembered is None:
        return f"“{name}”：已指定 {points} 处，{period}的数字已填入{sent}。按 F8 记住对应关系，按 F9 另存。"
    return f"“{name}”：已按记住的 {points} 处对应关系填入{period}的数字{sent}，按 F9 另存。"


def hints(sitting: Sitting) -> list[Hint]:
    """What the higher level changed, what has no place any more, and what filling tells."""
    found = list(_changed(sitting))
    found += [Hint(problem.message) for problem in sitting.found.problems]
    formulas = sum(spot.formula for sheet in sitting.foreign.sheets for spot in sheet.spots.values())
    if formulas and sitting.points:
        found.append(Hint(f"模板里的 {formulas} 个公式照原样保留，打开文件时自动重算。"))
    return found[:_MOST]


def _changed(sitting: Sitting) -> Iterator[Hint]:
    for change in sitting.known.changes:
        yield Hint(change.told, change.sheet, change.at)
    for point in sitting.known.lost:
        yield Hint(f"{point.sheet} 原 {address(point.row, point.column)}（{sitting.told(point)}）在新模板里没有位置。")
