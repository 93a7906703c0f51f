"""Rosters of postings and courses as offices lay them out: one content, many layouts, spellings and extra rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tests.data.senders import number

Spelling = Callable[[date], object]
SPELLINGS: dict[str, Spelling] = {
    "cells": lambda day: datetime(day.year, day.month, day.day),
    "iso": lambda day: day.isoformat(),
    "dots": lambda day: f"{day.year}.{day.month}.{day.day}",
    "slashes": lambda day: f"{day.year}/{day.month:02d}/{day.day:02d}",
    "chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "digits": lambda day: f"{day:%Y%m%d}",
    "serial": lambda day: (day - date(1899, 12, 30)).days,
}
"""How senders write a day."""


@dataclass(frozen=True)
class Sent:
    """Somebody posted; ``last`` None while they are still there."""

    name: str
    sex: str
    title: str
    specialty: str
    first: date
    last: date | None
    serial: int
    supporter: str = "省肿瘤医院"
    receiver: str = "樟树市人民医院"


SENT = (
    Sent("黎建德", "女", "主治医师", "心内科", date(2019, 3, 1), date(2019, 8, 31), 1),
    Sent("孔生香", "女", "副主任医师", "儿科", date(2019, 8, 6), None, 2),
    Sent("付伟", "男", "主任医师", "儿科", date(2019, 5, 14), date(2019, 8, 14), 3),
    Sent("叶国香", "女", "住院医师", "骨科", date(2019, 11, 17), date(2020, 2, 29), 4, "市第一人民医院"),
    Sent("孙云", "男", "主治医师", "外科", date(2018, 3, 12), date(2019, 3, 11), 5, "市第一人民医院"),
)
"""In the order of their supporters, as an office merges the cells of each."""


def _plain(one: Sent, say: Spelling) -> list[object]:
    ends = say(one.last) if one.last else "至今"
    return [one.supporter, one.receiver, one.name, one.sex, one.title, one.specialty, say(one.first), ends]


def plain(say: Spelling) -> list[list[object]]:
    """A title, one head, a sum and signatures."""
    heads: list[object] = ["支援单位", "受援单位", "姓名", "性别", "职称", "专业", "到岗时间", "离岗时间"]
    rows = [_plain(one, say) for one in SENT]
    return [["三级医院对口帮扶派驻人员名册"], heads, *rows, ["合计", None, "5人"], ["填表人：李敏", None, "审核人："]]


def one_cell(say: Spelling) -> list[list[object]]:
    """From and to in one cell, the ID beside the name, other words."""
    heads: list[object] = [
        "序号",
        "派驻人员姓名",
        "身份证号码",
        "技术职称",
        "派出医院",
        "派往医院",
        "派驻起止时间",
        "备注",
    ]
    rows: list[list[object]] = []
    for at, one in enumerate(SENT, 1):
        period = f"{say(one.first)}—{say(one.last)}" if one.last else f"{say(one.first)}至今"
        rows.append([at, one.name, number(one.serial), one.title, one.supporter, one.receiver, period, ""])
    return [
        ["附件1"],
        ["对口支援医生花名册（截至2020年3月）"],
        heads,
        *rows,
        ["负责人：", None, None, "填报日期：2020年3月31日"],
    ]


def merged(say: Spelling) -> tuple[list[list[object]], list[str]]:
    """Two rows of head, the supporter merged over its people, the receiver only in the title."""
    rows: list[list[object]] = [["樟树市人民医院接收对口支援医师一览表"]]
    rows += [
        ["支援单位", "派驻人员基本情况", None, None, None, "派驻时间", None],
        [None, "姓名", "性别", "职称", "专业", "开始时间", "结束时间"],
    ]
    for one in SENT:
        ends = say(one.last) if one.last else "至今"
        rows.append([one.supporter, one.name, one.sex, one.title, one.specialty, say(one.first), ends])
    for below in (4, 5, 7):
        rows[below][0] = None
    merges = ["A1:G1", "A2:A3", "B2:E2", "F2:G2", "A4:A6", "A7:A8"]
    return rows, merges


def blank_below(say: Spelling) -> list[list[object]]:
    """The supporter written once above its people without merging."""
    found = plain(say)
    supporter = ""
    for row in found[2:7]:
        row[0], supporter = (None if row[0] == supporter else row[0]), str(row[0] or supporter)
    return found


@dataclass(frozen=True)
class Course:
    """A course of an invented roster."""

    name: str
    first: date
    last: date


COURSES = (
    Course("中医适宜技术培训", date(2019, 6, 3), date(2019, 6, 5)),
    Course("基本公共卫生服务规范培训", date(2019, 3, 11), date(2019, 3, 15)),
)
TRAINEES = (
    ("向兰建", 11, "洲上乡卫生院", "优秀"),
    ("潘金杰", 12, "洲上乡卫生院", "合格"),
    ("史凤兵", 13, "洋湖乡卫生院", "不合格"),
    ("谭小莲", 14, "洲上乡卫生院", "合格"),
)
"""Name, number, unit and result of those who attended."""


def training(say: Spelling) -> list[list[object]]:
    """One sheet for all courses, each named in every row."""
    heads: list[object] = ["序号", "培训班名称", "起始日期", "结束日期", "天数", "姓名", "身份证号", "单位", "考核结果"]
    rows: list[list[object]] = [["2019年乡村医生在岗培训花名册"], heads]
    for course in COURSES:
        days = (course.last - course.first).days + 1
        for at, (name, serial, unit, result) in enumerate(TRAINEES, 1):
            rows.append(
                [at, course.name, say(course.first), say(course.last), days, name, number(serial), unit, result]
            )
    return [*rows, ["合计", None, None, None, None, "8人次"], ["填表人：李敏"]]


def training_one_cell(say: Spelling) -> list[list[object]]:
    """The days of a course in one cell, the course written in its first row only."""
    heads: list[object] = ["培训班名称", "培训时间", "学员姓名", "公民身份号码", "所在单位", "是否合格", "证书编号"]
    rows: list[list[object]] = [heads]
    for course in COURSES:
        for at, (name, serial, unit, result) in enumerate(TRAINEES):
            period = f"{say(course.first)}至{say(course.last)}"
            first = [course.name, period] if not at else [None, None]
            rows.append([*first, name, number(serial), unit, result, f"PX{serial}"])
    return rows


def training_sheets(say: Spelling) -> dict[str, list[list[object]]]:
    """A sheet a course, which only its title names."""
    found: dict[str, list[list[object]]] = {}
    heads: list[object] = ["序号", "姓名", "单位", "身份证号", "联系电话", "考核结果", "签名"]
    for at, course in enumerate(COURSES, 1):
        title = f"樟树市{course.name}班学员花名册（{_chinese(course.first)}至{_chinese(course.last)}）"
        rows: list[list[object]] = [[title], heads]
        for place, (name, serial, unit, result) in enumerate(TRAINEES, 1):
            rows.append([place, name, unit, number(serial), f"138000012{serial}", result, None])
        found[f"Sheet{at}"] = [*rows, ["班主任签字：", None, None, "日期：2019年12月30日"]]
    return found


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def content(sent: Sequence[Sent] = SENT) -> set[tuple[Any, ...]]:
    """What the register must hold afterwards: who, their title, from whom, to whom, from, to."""
    return {
        (one.name, one.title, one.supporter, one.receiver, str(one.first), str(one.last) if one.last else "None")
        for one in sent
    }
