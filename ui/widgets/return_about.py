"""说明 of a return: who makes it, its period, what each column counts and by which clause, what must agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hfp_desk.returns import Column, Definition, Indicator, arithmetic
from hfp_desk.returns.checking import LEVELS, label
from ui import style
from ui.widgets.panels import SidePanel
from ui.widgets.parts import label as words_of
from ui.widgets.parts import scrolled, tight

WIDTH = 380
Worded = Callable[[str], str]


class ReturnAbout(SidePanel):
    """Beside the list of returns; it follows the cursor."""

    def __init__(self) -> None:
        super().__init__("说明")
        self.setFixedWidth(int(WIDTH * style.current().body / 13))
        self._scroll = scrolled(QWidget())
        self.lines: list[str] = []
        self.present("说明", self._scroll)
        self.hide()

    def show_definition(self, one: Definition, indicators: Mapping[str, Indicator], worded: Worded) -> None:
        """Say what a return is."""
        inner = QWidget()
        inner.setProperty("plain", True)
        column = QVBoxLayout(inner)
        tight(column, (12, 8, 12, 12), 4)
        self.lines = []
        column.addWidget(words_of(worded(one.title), level="section", wrap=True))
        for title, lines in _sections(one, indicators):
            if lines:
                column.addSpacing(8)
                column.addWidget(words_of(title, "accent"))
                for line in lines:
                    self.lines.append(worded(line))
                    column.addWidget(words_of(self.lines[-1], "", "small", wrap=True))
        column.addStretch(1)
        self._scroll.setWidget(inner)


def _sections(one: Definition, indicators: Mapping[str, Indicator]) -> Iterator[tuple[str, list[str]]]:
    cut = f"，每月 {one.cutoff} 日为截止日" if one.cutoff else ""
    due = f"，{one.due} 日前上报" if one.due else ""
    head = [f"{one.number}　{one.period.label}{cut}{due}；按{one.rows.label}列行。"]
    head += [f"制表机关：{one.issuer}"] if one.issuer else []
    head += [f"依据：{one.source}"] if one.source else []
    yield "表头", head
    yield "填报说明", list(one.notes)
    yield "各栏", [f"{number}　{_column(one, each, indicators)}" for number, each in enumerate(one.columns, 1)]
    yield "审核关系", [f"{LEVELS[each.level]}　{each.message or _rule(one, each.rule)}" for each in one.checks]


def _column(one: Definition, column: Column, indicators: Mapping[str, Indicator]) -> str:
    heading = label(column)
    if column.ratio is not None:
        part, whole = (label(one.column(name)) for name in column.ratio)
        return f"{heading}＝{part} ÷ {whole}"
    if column.sums:
        return f"{heading}＝{' ＋ '.join(label(one.column(name)) for name in column.sums)}"
    if column.written:
        return f"{heading}：由本单位填报"
    counted = indicators.get(column.indicator)
    if counted is None:
        return heading
    source = f"，{counted.source}" if counted.source else ""
    return f"{heading}：{counted.label}（{column.span.label}{source}）"


def _rule(one: Definition, rule: str) -> str:
    known = {column.name: label(column) for column in one.columns}

    def named(table: str, name: str, before: bool) -> str:
        return f"{'上期' if before else ''}{f'{table}·' if table else ''}{name if table else known.get(name, name)}"

    return arithmetic.worded(rule, named)
