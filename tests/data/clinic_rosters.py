"""Rosters of invented village clinics and doctors, laid out as townships would: other words, merges, dates, orders."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.data.senders import number, workbook


@dataclass(frozen=True)
class Doctor:
    """A doctor who does not exist."""

    name: str
    id_number: str
    kind: str = "乡村医生"
    licence: str = ""
    expires: str = "2024-08"
    phone: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Village:
    """A real village with invented figures; ``clinic`` empty where there is none."""

    town: str
    name: str
    poor: bool = False
    residents: int = 1200
    clinic: str = ""
    area: int | None = None
    standard: bool | None = None
    doctors: tuple[Doctor, ...] = ()
    remark: str = ""


def doctor(serial: int, *, kind: str = "乡村医生", expires: str = "2024-08", remark: str = "") -> Doctor:
    """The invented doctor of a serial number."""
    name = (
        "万刘何姜钟熊袁廖郭汤"[serial % 10] + "财香龙英春秋兵梅"[serial % 8] + "甲乙丙丁戊己庚辛壬癸"[serial // 10 % 10]
    )
    return Doctor(name, number(serial, born="19700101"), kind, f"3609{serial:08d}", expires, f"138{serial:08d}", remark)


def small() -> list[Village]:
    """Two townships: a full clinic, several doctors, no clinic, no doctor, neither."""
    return [
        Village("临江镇", "双洲村委会", False, 3847, doctors=(doctor(1, remark="邻村村医每周二、五巡诊"),)),
        Village("临江镇", "渚塘村委会", True, 3193, doctors=(doctor(2, expires="2021-09", remark="卫生院派驻"),)),
        Village("临江镇", "姜璜村委会", False, 1328, "姜璜村卫生室", 65, True, (doctor(3), doctor(4, kind="执业医师"))),
        Village("临江镇", "芦阳村委会", True, 473, "芦阳村卫生室", 80, False, (doctor(5, expires="2020-01"),)),
        Village("洲上乡", "小洲村委会", False, 900, "小洲村卫生室", 120, True, remark="与邻村合设"),
        Village("洲上乡", "店前村委会", True, 2000),
        Village(
            "洲上乡",
            "严埠村委会",
            False,
            1187,
            "严埠村卫生室",
            60,
            True,
            (doctor(6, kind="执业助理医师"), doctor(7), doctor(8, expires="2023-11")),
        ),
    ]


HEADS = {
    "serial": "序号",
    "town": "乡镇",
    "village": "行政村",
    "poor": "是否贫困村",
    "residents": "常住人口",
    "clinic": "卫生室名称",
    "area": "建筑面积（㎡）",
    "standard": "是否标准化",
    "name": "村医姓名",
    "id": "身份证号",
    "kind": "执业资格",
    "licence": "证书编号",
    "expires": "证书有效期",
    "phone": "联系电话",
    "remark": "备注",
}
OF_VILLAGE = ("serial", "town", "village", "poor", "residents", "clinic", "area", "standard")


@dataclass(frozen=True)
class Layout:
    """How a sender lays a roster out.

    ``below``: what stands in the lower rows of a village: "merged", "blank" or "repeated". ``day`` writes an expiry.
    """

    heads: dict[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ("town",)
    order: tuple[str, ...] = ()
    below: str = "merged"
    one_sheet: bool = False
    spelling: str = "{stem}村委会"
    day: str = "dots"
    yes: tuple[str, str] = ("是", "否")
    groups: bool = False
    title: str = "{town}村卫生室及乡村医生基本情况表"
    total: bool = True
    shuffle: int = 0

    @property
    def keys(self) -> list[str]:
        """The columns in their order."""
        keys = [key for key in (self.order or tuple(HEADS)) if key not in self.left]
        if self.shuffle:
            random.Random(self.shuffle).shuffle(keys)
        return keys


def write(path: Path, villages: Sequence[Village], layout: Layout | None = None) -> Path:
    """A workbook of these villages: a sheet a township, or one sheet for all."""
    plan = layout or Layout()
    if plan.one_sheet:
        plan = replace(plan, left=tuple(key for key in plan.left if key != "town"))
    book = Workbook()
    towns = list(dict.fromkeys(village.town for village in villages))
    for town in ["各乡镇"] if plan.one_sheet else towns:
        mine = [village for village in villages if plan.one_sheet or village.town == town]
        _sheet(book.create_sheet(town), mine, plan, "樟树市" if plan.one_sheet else town)
    del book["Sheet"]
    book.save(path)
    return path


def _sheet(page: Any, villages: Sequence[Village], plan: Layout, town: str) -> None:
    keys = plan.keys
    page.append([plan.title.format(town=town)])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(keys))
    if plan.groups:
        groups = ["村情况" if key in OF_VILLAGE else "村医情况" for key in keys]
        page.append([group if at == 0 or groups[at - 1] != group else None for at, group in enumerate(groups)])
        starts = [at for at, group in enumerate(groups) if at == 0 or groups[at - 1] != group]
        for start, end in zip(starts, [*starts[1:], len(keys)], strict=True):
            page.merge_cells(start_row=2, start_column=start + 1, end_row=2, end_column=end)
    page.append([plan.heads.get(key, HEADS[key]) for key in keys])
    for serial, village in enumerate(villages, start=1):
        _village(page, village, plan, keys, serial)
    if plan.total:
        page.append(["合计"])


def _village(page: Any, village: Village, plan: Layout, keys: list[str], serial: int) -> None:
    top = page.max_row + 1
    for at, one in enumerate(village.doctors or (None,)):
        cells = _cells(village, one, plan, serial)
        if at and plan.below != "repeated":
            cells = {key: None if key in OF_VILLAGE else value for key, value in cells.items()}
        page.append([cells[key] for key in keys])
    if plan.below == "merged" and len(village.doctors) > 1:
        for at, key in enumerate(keys, start=1):
            if key in OF_VILLAGE:
                page.merge_cells(start_row=top, start_column=at, end_row=page.max_row, end_column=at)


def _cells(village: Village, one: Doctor | None, plan: Layout, serial: int) -> dict[str, object]:
    standard = None if village.standard is None else plan.yes[0 if village.standard else 1]
    cells: dict[str, object] = dict.fromkeys(HEADS)
    cells |= {
        "serial": serial,
        "town": village.town,
        "village": plan.spelling.format(stem=village.name.removesuffix("村委会")),
        "poor": plan.yes[0 if village.poor else 1],
        "residents": village.residents,
        "clinic": village.clinic or None,
        "area": village.area,
        "standard": standard,
        "remark": village.remark or None,
    }
    if one is not None:
        cells |= {"name": one.name, "id": one.id_number, "kind": one.kind, "licence": one.licence, "phone": one.phone}
        cells |= {"expires": day(one.expires, plan.day), "remark": one.remark or village.remark or None}
    return cells


def day(text: str, how: str) -> object:
    """A month as one of the ways in which senders write it."""
    year, month = int(text[:4]), int(text[5:7])
    return {
        "dots": f"{year}.{month:02d}",
        "words": f"{year}年{month}月",
        "exact": f"{year}-{month:02d}-28",
        "slashes": f"{year}/{month}/28",
        "excel": date(year, month, 28),
        "until": f"至{year}年{month}月止",
        "span": f"{year - 5}.{month:02d}-{year}.{month:02d}",
    }[how]


SINGLE = [
    *("乡镇", "行政村", "卫生室名称", "建筑面积", "是否标准化", "村医姓名", "身份证号", "执业资格", "证书编号"),
    *("发证日期", "证书有效期", "备注"),
]


def row(village: str, *, town: str = "临江镇", clinic: str = "", **said: Any) -> list[object]:
    """A row of a village below ``SINGLE``; its clinic, unless said otherwise, is called after it."""
    cells: dict[str, Any] = dict.fromkeys(SINGLE)
    cells |= {"乡镇": town, "行政村": village, "卫生室名称": clinic or f"{village}卫生室"}
    return list((cells | said).values())


def of(one: Doctor, **said: Any) -> dict[str, Any]:
    """The cells of ``row`` that speak of a doctor."""
    return {"村医姓名": one.name, "身份证号": one.id_number, "执业资格": one.kind, "证书编号": one.licence} | said


def book(path: Path, *rows: list[object], title: str = "村卫生室及乡村医生名册") -> Path:
    """A workbook of such rows; the first is in row 3."""
    return workbook(path, {"名单": [[title], SINGLE, *rows]}, {"名单": ["A1:L1"]})
