"""Templates of the higher level that the office fills in: what each of their cells was pointed to, remembered.

A template is known again by its words and where they stand; years and months in them do not count, so that next
month's file is the same template. The file itself lies sealed beside the register.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec

from hfp_desk.gate import ENTRY
from hfp_desk.problems import Refusal
from hfp_desk.records import Setting
from hfp_desk.returns.layout import Head
from hfp_desk.store import history, log, return_sheets, sealing, settings, users
from hfp_desk.store.opening import Register
from hfp_desk.store.row_kinds import Key

UNIT, PERIOD, HEAD, CHECKER, WRITER = "填报单位", "报告期", "单位负责人", "审核人", "填表人"
PHONE, SENT_ON = "联系电话", "报出日期"
FACTS = (UNIT, PERIOD, HEAD, CHECKER, WRITER, PHONE, SENT_ON)
"""What the head and the foot of a return say besides figures."""

_PREFIX, _FOLDER = "returns.template:", "templates"
_OF_A_PERIOD = re.compile(r"[\d〇零○一二三四五六七八九十]*[\s_＿]*(?:年度?|月份?|季度|半年|日)|[\s_＿]")


class Figure(msgspec.Struct, frozen=True, tag="figure"):
    """A figure: of which return, column and line; the line's name finds it again should its key change."""

    name: str
    column: str
    key: Key
    label: str


class Fact(msgspec.Struct, frozen=True, tag="fact"):
    """Something of the head or the foot: one of ``FACTS``."""

    name: str


class Point(msgspec.Struct, frozen=True):
    """A cell of a template and what goes into it; not ``sure`` while it is only proposed."""

    sheet: str
    row: int
    column: int
    target: Figure | Fact
    sure: bool = True

    @property
    def place(self) -> tuple[str, int, int]:
        """Sheet, row and column, both counted from 1."""
        return self.sheet, self.row, self.column


class Laid(msgspec.Struct, frozen=True):
    """The words of a sheet where they stood when it was learnt, formulas among them, and its merged ranges.

    ``texts`` are (row, column, words), ``merges`` (top, left, bottom, right), all counted from 1.
    """

    name: str
    texts: tuple[tuple[int, int, str], ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()


class Remembered(msgspec.Struct, frozen=True):
    """A template as it was learnt."""

    name: str
    file: str
    sheets: tuple[Laid, ...]
    points: tuple[Point, ...]
    used_at: str = ""
    used_by: str = ""

    @property
    def fingerprint(self) -> str:
        """By which the template is known again."""
        return fingerprint(self.sheets, {point.place for point in self.points})

    @property
    def returns(self) -> tuple[str, ...]:
        """The returns its figures come from."""
        named = (point.target.name for point in self.points if isinstance(point.target, Figure))
        return tuple(dict.fromkeys(named))


def lasting(text: str) -> str:
    """Words without what changes from one period to the next."""
    return _OF_A_PERIOD.sub("", text)


def fingerprint(sheets: Sequence[Laid], pointed: set[tuple[str, int, int]] | None = None) -> str:
    """A stable mark of the words of a template and where they stand; what stands in ``pointed`` cells is ours."""
    ours = pointed or set()
    words = [
        (sheet.name, row, column, lasting(text))
        for sheet in sheets
        for row, column, text in sheet.texts
        if (sheet.name, row, column) not in ours
    ]
    merges = [(sheet.name, *merge) for sheet in sheets for merge in sheet.merges]
    return hashlib.sha256(msgspec.json.encode((sorted(words), sorted(merges)))).hexdigest()[:16]


def likeness(one: Sequence[Laid], other: Sequence[Laid]) -> float:
    """How many of their words two templates share, wherever they stand, 0 to 1."""
    first, second = ({lasting(text) for sheet in all_ for _, _, text in sheet.texts} for all_ in (one, other))
    return 2 * len(first & second) / (len(first) + len(second) or 1)


def remembered(register: Register) -> tuple[Remembered, ...]:
    """All templates that were learnt, the last used first."""
    with register.session():
        rows = list(Setting.select().where(Setting.key.startswith(_PREFIX)))
    found = [msgspec.convert(row.value, Remembered) for row in rows]
    return tuple(sorted(found, key=lambda one: one.used_at, reverse=True))


def named(register: Register, name: str) -> Remembered:
    """The template learnt under this name; Refusal where there is none."""
    found = next((one for one in remembered(register) if one.name == name), None)
    if found is None:
        raise Refusal(f"没有记住名为“{name}”的模板。", "请先在“上级模板”页打开它，指定各单元格填什么。")
    return found


def recognised(register: Register, sheets: Sequence[Laid]) -> tuple[Remembered | None, bool]:
    """The template that these sheets are, and whether nothing in it changed; one that is merely alike counts as it."""
    known = remembered(register)
    for one in known:
        if one.fingerprint == fingerprint(sheets, {point.place for point in one.points}):
            return one, True
    alike = max(known, key=lambda one: likeness(one.sheets, sheets), default=None)
    return (alike, False) if alike is not None and likeness(alike.sheets, sheets) >= 0.6 else (None, False)


def remember(
    register: Register, name: str, file: str, content: bytes, sheets: Sequence[Laid], points: Sequence[Point]
) -> Remembered:
    """Keep what the cells of a template mean, and the template; one of the same name is replaced.

    Refusal for those who may not enter, for a mapping that points at nothing, or while something is only proposed.
    """
    open_questions = sum(not point.sure for point in points)
    if open_questions:
        raise Refusal(f"还有 {open_questions} 处没有确认。", "请核对黄色的单元格，确认后再保存对应关系。")
    if not any(isinstance(point.target, Figure) for point in points):
        raise Refusal("还没有指定哪个单元格填哪个数字。", "请先点选单元格和栏目，或按 F7 自动对应。")
    made = Remembered(name, file, tuple(sheets), tuple(points), history.now(), register.user)
    with register.session(), register.db.atomic("IMMEDIATE"):
        users.require(register, ENTRY, "保存上级模板的对应关系")
        settings.put(_PREFIX + name, msgspec.to_builtins(made))
        detail = {"file": file, "cells": len(points), "fingerprint": made.fingerprint}
        log.note(register, log.Action.SETTING, f"上级模板 {name}", detail=detail)
    sealing.seal(register.key, content, register.beside(_FOLDER) / f"{_digest(name)}.bin")
    return made


def kept_file(register: Register, name: str) -> bytes:
    """The template as it was when it was last learnt; Refusal when the file is gone."""
    return sealing.unseal(register.key, register.beside(_FOLDER) / f"{_digest(name)}.bin")


def forget(register: Register, name: str) -> None:
    """Throw away what was learnt of a template, and its file."""
    with register.session(), register.db.atomic("IMMEDIATE"):
        users.require(register, ENTRY, "删除上级模板的对应关系")
        Setting.delete().where((Setting.owner == "") & (Setting.key == _PREFIX + name)).execute()
        log.note(register, log.Action.SETTING, f"删除上级模板 {name}")
    (register.beside(_FOLDER) / f"{_digest(name)}.bin").unlink(missing_ok=True)


def facts(register: Register, period: str, day: date) -> dict[str, str]:
    """What the head and the foot say: as it was said last, the office, the period and the day of reporting."""
    with register.session():
        named = return_sheets.head_on(day)
        unit = str(settings.get(settings.OFFICE_NAME, ""))
    kept = {HEAD: named.principal, CHECKER: named.reviewer, WRITER: named.filler or register.user, PHONE: named.phone}
    return {UNIT: unit, PERIOD: period, **kept, SENT_ON: f"{day.year}年{day.month}月{day.day}日"}


def keep_facts(register: Register, said: Mapping[str, str]) -> None:
    """Keep who signs, for the next time and for our own layout; of who may not enter it is not kept."""
    principal, reviewer, filler, phone = (said.get(name, "") for name in (HEAD, CHECKER, WRITER, PHONE))
    named = Head(principal=principal, reviewer=reviewer, filler=filler, phone=phone)
    with register.session():
        may = users.viewer(register).may_enter
    if may:
        return_sheets.keep_head(register, named, datetime.now())


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]
