"""Which rows below a head are data, and why the others are not.

A row is judged by its shape, not by a word alone: a subtotal has a label and figures but no person, a signature
row has a label with a colon, a note stands alone. Most rows are seen to be data at a glance; only odd ones are
looked at closely.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from hfp_desk.excel.book import Cell, Merge, Row, Sheet, is_blank
from hfp_desk.excel.headings import is_unit, plain
from hfp_desk.excel.heads import Head, looks_like_data
from hfp_desk.excel.vocabulary import Vocabulary


class Reason(StrEnum):
    """Why a row is not data, in the words of the report."""

    BLANK = "空行"
    SUBTOTAL = "小计"
    TOTAL = "合计"
    SIGNATURE = "签章行"
    NOTE = "说明"
    HEAD = "重复表头"
    NUMBERS = "序号行"
    HIDDEN = "隐藏行"
    EXAMPLE = "示例行"


_SPAN = (
    r"(?:本页|本表|本月|本季度?|本年度?|累计|总|全[省市县区乡镇村院]|\d{1,4}年?|[\d一二三四五六七八九十]{1,3}月份?|"
    r"第?[一二三四\d]季度|(?:上|下)半年|\S{1,12}(?:村|镇|乡|街道|县|市|区|组|社区|居委会|村委会|农场|林场|院|中心|类|户|病|癌|症))"
)
_COUNT = r"(?:[（(:：]?[\d.,]*(?:人次?|户|万?元|例|条|个)?[）)]?)*[:：]?"
_STRONG = re.compile(rf"{_SPAN}{{0,2}}(?:小计|合计|总计|共计|累计|总合计)(?:人数|金额|户数|数)?{_COUNT}")
_WEAK = re.compile(rf"\S{{1,10}}(?:小计|合计|总计|共计){_COUNT}|计[:：]?|总[人户]?数[:：]?|共\d+(?:人|户|例|条|元).*")
_SIGN = (
    r"(?:(?:填表|制表|填报|上报|报送|审核|复核|校对|经办|统计|汇总|单位|部门|科室|分管|主要|主管|村|乡镇?|卫生院|医院)?"
    r"(?:负责人|领导|人员|人|单位|部门|日期|时间|签字|签名|签章|盖章|公章|院长|主任|书记|电话|联系电话|联系方式)"
    r"|填表|制表|填报|审核|复核|校对|经办|签发)"
)
_SIGNATURE = re.compile(rf"[（(]?{_SIGN}(?:[（(](?:签字|签名|签章|盖章|公章|章)[）)])?(?:[:：_].*|[）)]?)")
_COLON_SIGN = re.compile(rf"{_SIGN}(?:[（(][^）)]*[）)])?[:：_]")
_DATE_ALONE = re.compile(r"(?:\d{2,4}|_*)年_*\d{0,2}_*月(?:_*\d{0,2}_*日)?|日期[:：].*")
_NOTE = re.compile(
    r"(?:备?注|说明|注释|注意(?:事项)?|填[表报写]说明|备注说明|附)\d*[:：.、].*|[※*★☆●]注?.{4,}|以下(?:空白|无正文).*|此表.*"
)
_EXAMPLE = re.compile(
    r"[（(\[【]?(?:填写|填表)?(?:示例|样例|范例|举例|示范)(?:[）)\]】:：].*|\d?)|例(?:如)?[:：)）]?\d?|[（(]例[）)].*|.{1,8}[（(](?:示例|样例|例|举例)[）)]"
)
_NUMBERED = re.compile(
    r"[（(]?\d{1,3}[）)]?(?:[=＝].*)?|[甲乙丙丁戊己庚辛]|[①-⑳]|[A-Z]{1,2}|栏次|序号|列次|行次|-{1,2}|—+|[×xX]|/"
)
_SEQUENCE_HEADS = {"序号", "编号", "序", "NO", "项次", "行次", "顺序号", "号"}
_SIGNERS = frozenset(
    ("填表人", "填报人", "制表人", "制表", "审核人", "审核", "复核人", "负责人", "单位负责人", "经办人")
)
_ODD = re.compile(r"[:：※]|计|总|共\d|^注|填表|制表|审核|负责人|盖章|公章|示例|样例|以下", re.MULTILINE)
_FIGURES = re.compile(r"\d{4}")
_PEEK = 5  # rows below a head that may be numbers of columns, units or an example


class Judge:
    """Tells data rows from others below one head."""

    def __init__(self, sheet: Sheet, head: Head, vocabulary: Vocabulary) -> None:
        self._sheet, self._head, self._vocabulary = sheet, head, vocabulary
        self._words = {plain(text) for heading in head.headings for text in heading.path} - {""}
        self._raw = self._raw_words()
        self._known = set(head.matches)
        required = [index for index, match in head.matches.items() if match.target.required and match.sure]
        self._keys = (required or sorted(head.matches))[:3]
        self._sequence = {h.index for h in head.headings if plain(h.path[-1]) in _SEQUENCE_HEADS}
        self._wide = {merge.top for merge in sheet.merges or () if self._is_wide(merge)}
        self._texts = {h.index for h in head.headings} - self._sequence

    def _raw_words(self) -> set[Cell]:
        rows = (self._sheet.row(number) for number in self._head.rows)
        return {cell for row in rows for cell in row if isinstance(cell, str) and cell}

    def _is_wide(self, merge: Merge) -> bool:
        return (merge.right - merge.left + 1) * 2 >= max(6, len(self._head.headings))

    def plainly_data(self, row: Row) -> bool:
        """The glance: all required cells are filled, or most others, and nothing about them is odd."""
        if is_odd(row[0], self._raw):
            return False
        if all(row[key] != "" and not is_odd(row[key], self._raw) for key in self._keys):
            return True
        if len(row) - row.count("") < 6:
            return False
        texts = [cell for cell in row if cell and isinstance(cell, str)]
        if not self._raw.isdisjoint(texts):
            return False
        joined = "\n".join(texts)
        return bool(_FIGURES.search(joined)) and not _ODD.search(joined)

    def reason(self, number: int, row: Row, place: int) -> Reason | None:
        """Why a row is not data; None when it is. ``place`` counts the rows since the last head."""
        filled = {column: cell for column, cell in enumerate(row) if cell != "" and not is_blank(cell)}
        if not filled:
            return Reason.BLANK
        if number in self._sheet.hidden:
            return Reason.HIDDEN
        if place < _PEEK:
            early = self._early(filled)
            if early:
                return early
        texts = {column: _compact(cell) for column, cell in filled.items() if isinstance(cell, str)}
        if self._repeats_head(texts):
            return Reason.HEAD
        if self._is_signature(filled, texts):
            return Reason.SIGNATURE
        return self._total(filled, texts) or self._note(number, filled, texts)

    def _early(self, filled: dict[int, Cell]) -> Reason | None:
        """Rows that stand right below a head: numbers of the columns, units and hints, an example."""
        texts = [_compact(cell) for cell in filled.values()]
        if any(isinstance(cell, str) and _EXAMPLE.fullmatch(_compact(cell)) for cell in filled.values()):
            return Reason.EXAMPLE
        if len(filled) >= max(2, len(self._head.headings) * 6 // 10) and all(map(_NUMBERED.fullmatch, texts)):
            figures = [int(found[0]) for text in texts if (found := re.match(r"\d+", text.strip("（(")))]
            if figures == sorted(set(figures)) and (not figures or figures[-1] - figures[0] < 3 * len(figures)):
                return Reason.NUMBERS
        if all(map(is_unit, texts)) and not any(looks_like_data(cell) for cell in filled.values()):
            return Reason.NOTE
        return None

    def _repeats_head(self, texts: dict[int, str]) -> bool:
        hits = sum(1 for text in texts.values() if plain(text) in self._words)
        return hits >= 2 and hits * 10 >= len(texts) * 7

    def is_other_head(self, row: Row) -> bool:
        """Whether a row looks like the head of another table."""
        texts = [cell for cell in row if cell and isinstance(cell, str) and cell.strip()]
        filled = sum(1 for cell in row if cell != "" and not is_blank(cell))
        hits = sum(1 for text in texts if len(text) <= 30 and self._vocabulary.is_word(text))
        return hits >= 3 and hits * 2 >= filled

    def _is_signature(self, filled: dict[int, Cell], texts: dict[int, str]) -> bool:
        if not texts:
            return False
        words = list(texts.values())
        if any(_has_number_of_person(cell) for cell in filled.values()):
            return False
        colons = sum(1 for word in words if _COLON_SIGN.match(word))
        if colons and (colons * 2 >= len(words) or _COLON_SIGN.match(words[0])) and len(filled) <= 10:
            return True
        signs = sum(1 for word in words if _SIGNATURE.fullmatch(word) or _DATE_ALONE.fullmatch(word))
        return signs * 2 >= len(filled) and (len(filled) < 3 or signs >= 2) and not self._key_filled(filled, words)

    def _key_filled(self, filled: dict[int, Cell], words: list[str]) -> bool:
        """Whether all the required cells are there, so that the row is somebody after all."""
        return all(key in filled for key in self._keys) and len(filled) > len(words) // 2 + 3

    def _total(self, filled: dict[int, Cell], texts: dict[int, str]) -> Reason | None:
        labels = [column for column, text in texts.items() if _STRONG.fullmatch(text)]
        first = min(filled)
        if not labels and first in texts and first not in self._keys and _WEAK.fullmatch(texts[first]):
            labels = [first]
        if not labels or any(_has_number_of_person(cell) for cell in filled.values()):
            return None
        others = [text for column, text in texts.items() if column not in labels and not looks_like_data(text)]
        if sum(1 for text in others if not re.fullmatch(rf"{_COUNT}|[-—/]", text)) > 1:
            return None
        return Reason.SUBTOTAL if "小计" in texts[labels[0]] else Reason.TOTAL

    def _note(self, number: int, filled: dict[int, Cell], texts: dict[int, str]) -> Reason | None:
        first = min(filled)
        if number in self._wide and len(filled) <= 2 and first in texts:
            return Reason.NOTE
        if len(filled) <= 3 and first in texts and _NOTE.fullmatch(texts[first]):
            return Reason.NOTE
        if set(filled) <= self._sequence and not texts:
            return Reason.BLANK
        if len(filled) == 1 and len(self._texts) > 1:
            alone = texts.get(first, "")
            named = first in self._keys and len(alone) <= 6 and not re.search(r"[，。；:：、\d]", alone)
            return None if named or not alone else Reason.NOTE
        return None if self._known & set(filled) else Reason.NOTE


def is_odd(cell: Cell, words: set[Cell]) -> bool:
    """Whether a cell could belong to a total, a signature or a repeated head."""
    if not isinstance(cell, str):
        return False
    return (
        cell in words
        or cell in _SIGNERS
        or cell.rstrip(" :：").endswith(("计", "例", "例)", "例）"))
        or "：" in cell
        or ":" in cell
    )


def _has_number_of_person(cell: Cell) -> bool:
    if isinstance(cell, float):
        return cell >= 1e14
    return isinstance(cell, str) and bool(re.search(r"\d{14}", cell))


def _compact(cell: Cell) -> str:
    return re.sub(r"\s+", "", str(cell))


def excerpt(row: Row, most: int = 4, longest: int = 40) -> str:
    """The first words of a row, so that a clerk finds it again."""
    words: Iterator[str] = (" ".join(str(cell).split()) for cell in row if cell != "" and not is_blank(cell))
    text = " ".join(word for _, word in zip(range(most), words, strict=False))
    return text if len(text) <= longest else text[: longest - 1] + "…"
