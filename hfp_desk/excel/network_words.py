"""What the words in lists of clinics and doctors mean: no clinic, nobody, what is equipped, until when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from hfp_desk.codes import code_list
from hfp_desk.excel.book import Cell, CellError
from hfp_desk.excel.converting import written
from hfp_desk.excel.network_arrangements import arrangement, figure
from hfp_desk.excel.network_rows import carried
from hfp_desk.kinds import Unreadable, VagueDay, half_width

Columns = dict[str, Sequence[Cell]]

_YES = frozenset({"是", "有", "√", "✓", "☑", "对", "Y", "y", "1", "达标", "合格", "标准化", "已达标", "已建"})
_NO = frozenset(
    {"否", "无", "×", "✗", "✕", "X", "x", "N", "n", "0", "没有", "未达标", "不达标", "不合格", "未建", "非标准化"}
)
_NO_CLINIC = (
    "",
    "/",
    "-",
    "--",
    "—",
    "——",
    "\\",
    "空白",
    "空",
    "无卫生室",
    "没有卫生室",
    "未设",
    "不设",
    "未设置",
    "暂无",
    "缺",
)
_NO_DOCTOR = (
    "空缺",
    "暂缺",
    "缺编",
    "缺人",
    "无村医",
    "无人",
    "没有村医",
    "待定",
    "待聘",
    "招聘中",
    "暂无村医",
    "空岗",
)
_NONE = _NO.union(_NO_CLINIC)
_NOBODY = _NONE.union(_NO_DOCTOR)
_SHORTEST_WORDS = 4
_MARKED = re.compile(r"[★☆▲△*※●◆]|[（(](?:(?:深度|非|十三五)?贫困村?|贫|已?出列村?|(?:省定)?重点村)[）)]")
_FOREVER = re.compile(r"长期(?:有效)?|永久(?:有效)?|终身(?:有效)?|无期限|不限")
_DAY = r"(?:19|20)\d{2}(?:\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}\s*日?|\s*月)?|年)?"
_SPAN = re.compile(rf"(?:{_DAY})\s*(?:-+|—+|–|~|～|至|到)\s*({_DAY}|{_FOREVER.pattern})(?:止|前|底)?")
_UNTIL = re.compile(rf"(?:有效期?)?(?:截止)?(?:到|至|为)?[:：]?\s*({_DAY})(?:止|前|底|截止|到期)?")
_MONTH = re.compile(r"((?:19|20)\d{2})\s*[-/.年]?\s*(\d{1,2})\s*月?")
_YEARS = re.compile(r"([1-9]\d?|[一二两三四五六七八九十])(?:年|周年)?")

ALSO = re.compile(r"兼(?:顾|任|管|职|村)|[（(]兼[）)]|^兼|兼$")
_AS_WELL = re.compile(r"[（(]兼.{0,4}[）)]")
MOVED = re.compile(r"调入|调任|调来|新调|由.{1,12}调|转入|转到")
_EQUIPPED = re.compile(
    r"([\u4e00-\u9fffA-Za-z]{2,12}?)\s*[:：x×*]?\s*(\d{1,3})?\s*(?:台|套|个|件|辆|部|只)?(?=[、,，;；\s]|$)"
)


def clinic_name(text: str) -> str:
    """The name of a clinic as written; nothing where the cell says that there is none."""
    name = half_width(text).strip()
    return "" if name in _NONE else name


def says_yes(text: str) -> bool:
    """Whether a cell only says that there is one: 「有」."""
    return half_width(text) in _YES


def says_no(text: str) -> bool:
    """Whether a cell says no: 「否」, 「×」, 「不达标」."""
    return half_width(text) in _NO


def count(text: str) -> int | None:
    """How many pieces a cell speaks of: 「2台」 are two, 「有」 one; None when it says nothing or none."""
    found = re.fullmatch(r"(\d{1,4})(?:\.0+)?\s*(?:台|套|个|件|辆|部|只)?", half_width(text))
    if found:
        return int(found[1]) or None
    return 1 if says_yes(text) else None


def equipment(text: str) -> dict[str, int]:
    """Code and number of each kind of equipment in a list of words: 「健康一体机1台、血压计2台」."""
    codes = code_list("equipment")
    found: dict[str, int] = {}
    for name, number in _EQUIPPED.findall(half_width(text)):
        code = codes.find(name)
        if code is not None:
            found[code.code] = found.get(code.code, 0) + int(number or 1)
    return found


def is_forever(cell: Cell) -> bool:
    """Whether a certificate is said to hold for good."""
    return bool(_FOREVER.fullmatch(written(cell)))


def read_columns(columns: Columns) -> Columns:
    """Columns in the words of our own code lists, before they are read: yes is a poor village, 「长期」 has no end."""
    found = carried(dict(columns))
    if "doctor.birth" in found and "doctor.id_number" in found:
        pairs = zip(found["doctor.birth"], found["doctor.id_number"], strict=True)
        found["doctor.birth"] = ["" if _is_month_of(birth, number) else birth for birth, number in pairs]
    for key in ("doctor.name", "doctor.id_number"):
        if key in found:
            found[key] = [_somebody(cell) for cell in found[key]]
    if "where.village" in found:
        villages = found["where.village"]
        found["where.village"] = [_MARKED.sub("", cell) if isinstance(cell, str) else cell for cell in villages]
    for key, yes in POVERTY.items():
        if key in found:
            found[key] = [_status(cell, yes) for cell in found[key]]
    if "institution.standard" in found:
        found["institution.standard"] = [_yes_no(cell) for cell in found["institution.standard"]]
    if "institution.failing" in found:
        found["institution.failing"] = [_failing(cell) for cell in found["institution.failing"]]
    if "licence.kind" in found:
        found["licence.kind"] = [_QUALIFICATIONS.get(written(cell), cell) for cell in found["licence.kind"]]
    if "licence.expires" in found:
        issued = found.get("licence.issued_on") or [""] * len(found["licence.expires"])
        pairs = zip(found["licence.expires"], issued, strict=True)
        found["licence.expires"] = [_until(cell, start) for cell, start in pairs]
    return found


def _is_month_of(birth: Cell, number: Cell) -> bool:
    """Whether a birth is told to the month only and is that of the number, which says more."""
    told, digits = _MONTH.fullmatch(written(birth)), "".join(written(number).strip("'‘’").split())
    born = digits[6:12] if len(digits) == len("110101199003070000") else f"19{digits[6:10]}"
    return told is not None and f"{told[1]}{int(told[2]):02d}" == born


POVERTY = {"deep.status": "2", "key.status": "3", "poor.status": "1", "status.status": "1"}
"""The columns that say what a village is, and the code that a yes in each means; the gravest first."""

NOT_POOR = "9"
_QUALIFICATIONS = {"村医": "1", "乡医": "1", "乡村医生资格": "1", "乡村医生执业资格": "1", "全科助理医师": "4"}
_QUALIFICATIONS |= {"执业助理": "2", "助理": "2", "临床执业助理医师": "2", "中医执业医师": "3", "无": "0"}
_STANDARD = frozenset({"达标", "合格", "已达标", "标准化", "标准", "标准化卫生室", "标准化村卫生室"})


def _somebody(cell: Cell) -> Cell:
    """A name or number; nothing where the cell says that there is nobody, or only that there is somebody."""
    if not isinstance(cell, str):
        return cell
    text = _AS_WELL.sub("", half_width(cell))
    words = len(text) >= _SHORTEST_WORDS and not text[0].isdigit()
    told = text in _NOBODY or says_yes(text) or (words and arrangement(text))
    return "" if told else _AS_WELL.sub("", cell)


def _status(cell: Cell, yes: str) -> Cell:
    text = written(cell)
    return yes if says_yes(text) else NOT_POOR if says_no(text) else cell


def _yes_no(cell: Cell) -> Cell:
    text = written(cell)
    if text in _STANDARD:
        return "是"
    return "否" if says_no(text) else cell


def _failing(cell: Cell) -> Cell:
    return "" if written(cell) in ("全部达标", "均达标", "达标", "合格", "无") else cell


def _until(cell: Cell, issued: Cell) -> Cell:
    """The last day of a certificate: of a span its end, of 「5年」 as many years after it was issued."""
    if not isinstance(cell, str | int | float) or isinstance(cell, bool | CellError):
        return cell
    text = written(cell)
    if is_forever(text):
        return ""
    span = _SPAN.fullmatch(text)
    if span:
        return "" if is_forever(span[1]) else span[1]
    years = _YEARS.fullmatch(text)
    if years:
        return _years_after(issued, figure(years[1])) or cell
    until = _UNTIL.fullmatch(text)
    return until[1] if until else cell


def _years_after(issued: Cell, years: int) -> str:
    """The last day of so many years from the day of issue, as exactly as that is known."""
    try:
        start = VagueDay().read(issued)
        year = f"{int(start[:4]) + years:04d}"
        if len(start) < 10:
            return year + start[4:]
        return (date.fromisoformat(year + start[4:]) - timedelta(days=1)).isoformat()
    except (Unreadable, ValueError):
        return ""
