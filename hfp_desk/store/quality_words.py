"""Lines of 规范与控制 in words of a table: for the screen, the workbook and the paper alike."""

from __future__ import annotations

from decimal import Decimal

from hfp_desk.rules.judging import WORDS
from hfp_desk.store.quality import QualityLine, Share
from hfp_desk.store.table_words import Heading

COLUMNS = (
    Heading("label", "名称", 16),
    Heading("above", "所属乡镇", 10),
    Heading("managed", "已管理", 8, numeric=True),
    Heading("standard", "规范管理", 9, numeric=True),
    Heading("standard_rate", "规范管理率", 10, numeric=True),
    Heading("controlled", "控制", 7, numeric=True),
    Heading("controlled_rate", "控制率", 8, numeric=True),
    Heading("visits", "随访次数", 9, numeric=True),
    Heading("examined", "已体检", 8, numeric=True),
    Heading("lost", "失访", 7, numeric=True),
    Heading("dead", "死亡", 7, numeric=True),
    Heading("no_times", "次数不足", 9, numeric=True),
    Heading("no_exam", "缺年度体检", 10, numeric=True),
    Heading("no_items", "仅缺必填项", 10, numeric=True),
    Heading("no_gaps", "间隔过长", 9, numeric=True),
)
RULE = (
    "规范管理：年内按要求次数和间隔面对面随访、必填项齐全并完成年度体检（电话随访不计）；"
    "仅缺必填项：次数、间隔、体检都够，只是随访记录没有填齐服药依从性、随访分类等，补填后即为规范管理。"
    "控制：年内最后一次随访达标，失访不算控制。占比以年内已管理人数为分母。"
)
"""How it is counted, in a sentence for the screen and the paper."""


def values(one: QualityLine) -> dict[str, Decimal | None]:
    """The numbers of a line by column."""
    names = ("managed", "standard", "controlled", "examined", "lost", "dead", "no_times", "no_exam", "no_items")
    counted = {name: Decimal(one.count(name)) for name in (*names, "no_gaps")}
    rates = {f"{name}_rate": one.percent(name) for name in ("standard", "controlled")}
    return {**counted, **rates, "visits": Decimal(one.visits)}


def cells(one: QualityLine) -> tuple[str, ...]:
    """The texts of a line, one for each column."""
    known = values(one)
    return (one.label, one.above, *(_written(heading.key, known[heading.key]) for heading in COLUMNS[2:]))


def share(one: Share) -> str:
    """36/60 = 60.00%（不低于 60%）."""
    percent = "—" if one.percent is None else f"{one.percent}%"
    return f"{one.count:,}/{one.whole:,} = {percent}{f'（{one.wanted}）' if one.judgement else ''}"


def told(one: Share) -> str:
    """高血压规范管理率 36/60 = 60.00%（不低于 60%），符合目标."""
    return f"{one.label} {share(one)}{f'，{WORDS[one.judgement]}目标' if one.judgement else ''}"


def _written(key: str, value: Decimal | None) -> str:
    if value is None:
        return ""
    return f"{value}%" if key.endswith("_rate") else f"{value:,f}"
