"""Tables that are text: csv and tab text in UTF-8, UTF-16 or GB18030, whatever the file is called.

Every cell stays text. Row numbers are those Excel gives when it opens the file: one for each record, blank
lines included.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from hfp_desk.excel.book import Cell, Row
from hfp_desk.excel.extent import require_area
from hfp_desk.problems import Problem, Refusal, Severity

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = "\t,;|，"
_AS_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)
_BLANK: Row = []


def decode(content: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file and a note if single characters could not be read; refused when most cannot."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _whole(content, encoding, name)
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _whole(content, "gb18030", name)


def _whole(content: bytes, encoding: str, name: str) -> tuple[str, tuple[Problem, ...]]:
    text = content.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if not lost:
        return text, ()
    if lost * 100 > len(text):
        raise Refusal(f"{name}的文字编码认不出来。", "请用 WPS 或 Excel 打开确认文字正常，另存为 .xlsx 后再导入。")
    lines = [str(number) for number, line in enumerate(text.splitlines(), 1) if "\ufffd" in line]
    where = "、".join(lines[:10]) + ("等" if len(lines) > 10 else "")
    message = f"文件里有 {lost} 处字符残缺（第 {where} 行），已显示为“\ufffd”，请对照原表改正。"
    return text, (Problem("W-TEXT", Severity.WARNING, message),)


def read_rows(text: str, limit: int, name: str) -> list[Row]:
    """The records of a text table, equally wide, without trailing blank ones."""
    text = text.replace("\x00", "")
    delimiter, text = _delimiter(text)
    rows = _filled(_records(text, delimiter), limit, name)
    if any(_swallowed(row, delimiter) for row in rows):
        rows = _filled(_records(text, delimiter, csv.QUOTE_NONE), limit, name)
    width = max((len(row) for row in rows), default=0)
    require_area(name.strip("「」"), len(rows), width)
    blank: Row = [""] * width
    return [row + [""] * (width - len(row)) if row else blank for row in rows]


def _delimiter(text: str) -> tuple[str, str]:
    """The delimiter that cuts the first lines most evenly, and the text without Excel's ``sep=`` line."""
    first, _, rest = text.partition("\n")
    declared = re.match(r"sep=(.)\s*$", first.strip("\r\ufeff"))
    if declared:
        return declared[1], rest
    lines = [line for line in text[:65536].splitlines() if line.strip()][:60]

    def evenness(delimiter: str) -> int:
        counts = Counter(line.count(delimiter) for line in lines)
        counts.pop(0, None)
        return max((times * (2 + min(cuts, 20)) for cuts, times in counts.items()), default=0)

    return max(_DELIMITERS, key=evenness), text


def _records(text: str, delimiter: str, quoting: int = csv.QUOTE_MINIMAL) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    try:
        yield from csv.reader(lines, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    except csv.Error:
        yield ["\n" * 9 + delimiter]  # a quotation mark that is never closed: see _swallowed


def _filled(records: Iterator[list[str]], limit: int, name: str) -> list[Row]:
    rows: list[Row] = []
    count = kept = 0
    for record in records:
        if any(map(str.strip, record)):
            count += 1
            if count > limit:
                raise too_many(name, limit)
            rows.append([_plain(cell) for cell in record])
            kept = len(rows)
        else:
            rows.append(_BLANK)
    del rows[kept:]
    return rows


def _plain(cell: str) -> Cell:
    if cell.startswith("="):
        shielded = _AS_TEXT.match(cell)
        if shielded:
            return shielded[1]
    return cell


def _swallowed(row: Row, delimiter: str) -> bool:
    """Whether a quotation mark that was never closed has swallowed the following records."""
    return any(
        isinstance(cell, str) and cell.count("\n") > 4 and delimiter in cell for cell in row if len(str(cell)) > 8
    )


def too_many(name: str, limit: int) -> Refusal:
    """The refusal for a list longer than one import takes."""
    return Refusal(f"{name}超过 {limit // 10000} 万行数据，一次导入不了。", "请按乡镇或年度拆成几个文件再导入。")
