"""How a column of a template is filled in, in office words: from the kind, the code list and the help of its field."""

from __future__ import annotations

from hfp_desk.excel.template_kinds import Town
from hfp_desk.kinds import Choice, Choices, Day, IdentityNumber, Measure, Money, VagueDay, Whole, YesNo
from hfp_desk.records import Column, Place

_YES_NO = ("是", "否")


def offered(column: Column, town: Town) -> tuple[str, ...]:
    """The words of a column's drop-down; none where anything may be written or several may stand together."""
    kind = column.spec.kind
    if column.field.model is Place and column.path[-1].name == "village":
        return town.villages
    if column.field.model is Place and column.path[-1].name == "town":
        return (town.name,)
    if len(column.path):
        return ()
    if isinstance(kind, Choice):
        return tuple(code.label for code in kind.list.offered())
    return _YES_NO if isinstance(kind, YesNo) else ()


def hint(column: Column) -> str:
    """What to write into a cell."""
    kind, unit = column.spec.kind, f"，单位：{column.spec.unit}" if column.spec.unit else ""
    if column.path:
        return _linked(column)
    match kind:
        case Choice() | YesNo():
            return "从下拉选项中选一项。"
        case Choices():
            labels = "、".join(code.label for code in kind.list.offered())
            return f"可填几项，用顿号隔开：{labels}。"
        case Day():
            return "填日期，如 2020-03-31。"
        case VagueDay():
            return "填到已知的年、月或日，如 2020-03 或 2020-03-31。"
        case IdentityNumber():
            return "已有的只显示部分号码，请勿改动；新增的填 18 位号码。"
        case Money() | Measure():
            return f"填数字，最多两位小数{unit}。"
        case Whole():
            return f"填整数{unit}。"
    return "照实填写。"


def told(column: Column) -> str:
    """What the column means: its help, the words of its code list, where it comes from."""
    spec = column.spec
    codes = spec.kind.list if isinstance(spec.kind, Choice | Choices) and not column.path else None
    labels = f"选项：{'、'.join(code.label for code in codes.offered())}。" if codes else ""
    parts = (spec.help, labels, f"依据：{spec.source}。" if spec.source else "")
    return "".join(part for part in parts if part)


def _linked(column: Column) -> str:
    if column.field.model is Place:
        return "从下拉选项中选。"
    if isinstance(column.spec.kind, IdentityNumber):
        return "同名时用来区分，已有的只显示部分号码，请勿改动。"
    return "填登记簿中已有的，写法与登记簿一致。"
