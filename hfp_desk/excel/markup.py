"""Workbooks that are really a web page (HTML tables named ``.xls``), as business systems like to export them."""

from html.parser import HTMLParser

from hfp_desk.excel.archives import damaged
from hfp_desk.excel.book import Merge, Row, Sheet
from hfp_desk.excel.extent import MAX_COLUMNS, require_area
from hfp_desk.excel.texts import decode, too_many
from hfp_desk.problems import Problem

_SPACES = str.maketrans({"\xa0": " ", "\r": " ", "\n": " ", "\t": " "})


def read_html(content: bytes, limit: int, name: str) -> tuple[Sheet, tuple[Problem, ...]]:
    """All tables of the page as one sheet, one under the other as Excel shows them; every cell stays text."""
    text, notes = decode(_unify(content), name)
    parser = _Tables(limit, name)
    parser.feed(text)
    parser.close()
    parser.end_row()
    width = max((len(row) for row in parser.rows), default=0)
    require_area(name.strip("「」"), len(parser.rows), width)
    rows = [row + [""] * (width - len(row)) for row in parser.rows]
    return Sheet("网页表格", rows, merges=tuple(parser.merges), hidden=frozenset(parser.hidden)), notes


def _unify(content: bytes) -> bytes:
    """UTF-8 is declared, or else decoding finds out; nothing to do but drop blank space before the page."""
    return content.lstrip(b" \r\n\t")


class _Tables(HTMLParser):
    def __init__(self, limit: int, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        self.merges: list[Merge] = []
        self.hidden: set[int] = set()
        self._limit, self._name = limit, name
        self._row: Row | None = None
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._taken: dict[int, int] = {}  # columns held by a cell above: how many rows more
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.end_row()
            self._row = []
            if "display:none" in (dict(attrs).get("style") or "").replace(" ", "").lower():
                self.hidden.add(len(self.rows) + 1)
        elif tag in ("td", "th") and self._row is not None:
            self._end_cell()
            given = dict(attrs)
            self._span = (_count(given.get("rowspan")), _count(given.get("colspan")))
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append("\n")
        elif tag in ("style", "script"):
            self._silent += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("tr", "table"):
            self.end_row()
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("style", "script"):
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._silent:
            self._text.append(data.translate(_SPACES))

    def end_row(self) -> None:
        """Close the row being read, if any."""
        self._end_cell()
        if self._row is None:
            return
        self._skip_taken()
        self.rows.append(self._row)
        self._taken = {column: left - 1 for column, left in self._taken.items() if left > 1}
        self._row = None
        if len(self.rows) > self._limit:
            raise too_many(self._name, self._limit)

    def _skip_taken(self) -> None:
        while self._row is not None and len(self._row) in self._taken:
            self._row.append("")

    def _end_cell(self) -> None:
        if self._text is None or self._row is None:
            self._text = None
            return
        lines = "".join(self._text).split("\n")
        self._text = None
        self._skip_taken()
        top, left, (down, across) = len(self.rows) + 1, len(self._row), self._span
        self._row.append("\n".join(" ".join(line.split()) for line in lines).strip())
        self._row.extend([""] * (across - 1))
        if len(self._row) > MAX_COLUMNS:
            raise damaged(self._name)
        if down > 1 or across > 1:
            self.merges.append(Merge(top, left, top + down - 1, left + across - 1))
        for column in range(left, left + across):
            if down > 1:
                self._taken[column] = down


def _count(text: str | None) -> int:
    return max(1, min(int(text), 1000)) if text and text.isdecimal() else 1
