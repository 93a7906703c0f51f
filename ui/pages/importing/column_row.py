"""One of their columns beside our field: its heading, three sample values, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout

from hfp_desk.excel.asking import Answer
from hfp_desk.excel.mapping import Column
from hfp_desk.excel.vocabulary import How
from ui import style
from ui.widgets.choices import Choice, ChoiceField
from ui.widgets.parts import label, picture

NOT_READ = "不读取"
_LONGEST_SAMPLE = 12
_HOW = {
    How.EXACT: ("表头相符", "ok"),
    How.ALIAS: ("表头相符", "ok"),
    How.REMEMBERED: ("按上次的选择", "ok"),
    How.SIMILAR: ("表头相近，请核对", "warn"),
    How.CONTENT: ("按内容判断，请核对", "warn"),
    How.OURS: ("回执的栏目", "quiet"),
    How.NONE: (NOT_READ, "quiet"),
}


class ColumnRow:
    """One of their columns: heading, samples, and the field where our side is chosen."""

    def __init__(
        self, column: Column, targets: Sequence[Answer], taken: Callable[[str], str], *, chosen: bool = False
    ) -> None:
        self.column = column
        self.key = column.target or ""
        self._targets = targets
        self._taken = taken
        labels = {target.value: target.label for target in targets}
        self.field = ChoiceField(self._find)
        self.field.setText(labels.get(self.key, NOT_READ))
        self.field.setAccessibleName(f"{column.heading}对应的栏目")
        self.field.setEnabled(column.how is not How.OURS)
        self.field.chosen.connect(self._chosen)
        self.field.editingFinished.connect(self._settle)
        words, tone = ("您的选择", "accent") if chosen else _HOW[column.how]
        if not column.sure and tone == "ok":
            words, tone = "内容不像，请核对", "warn"
        self.state = label(words, tone, "small")
        self._shown = self.field.text()

    @property
    def changed(self) -> bool:
        """Whether the clerk chose another field."""
        return self.key != (self.column.target or "")

    def put_into(self, grid: QGridLayout, line: int) -> None:
        """Lay the row out."""
        column = self.column
        heading = label(column.heading, wrap=True)
        heading.setMinimumWidth(150)
        samples = label("　".join(_cut(text) for text in column.samples), "quiet", "small")
        samples.setToolTip("\n".join(column.samples))
        samples.setMinimumWidth(60)
        samples.setSizePolicy(samples.sizePolicy().Policy.Ignored, samples.sizePolicy().Policy.Preferred)
        grid.addWidget(label(column.letters, "faint", "small"), line, 0)
        grid.addWidget(heading, line, 1)
        grid.addWidget(samples, line, 2)
        grid.addWidget(picture("right", "faint"), line, 3)
        grid.addWidget(self.field, line, 4)
        grid.addWidget(self.state, line, 5)

    def _find(self, text: str) -> list[Choice]:
        free = [Choice(one.value, one.label, hint=self._hint(one)) for one in self._targets if text in one.label]
        return [choice for choice in (Choice("", NOT_READ), *free) if not text or text in choice.label]

    def _hint(self, target: Answer) -> str:
        used = self._taken(target.value)
        return f"已用于{used}" if used and target.value != self.key else target.hint

    def _chosen(self, choice: Choice) -> None:
        self.key, self._shown = str(choice.value), choice.label
        self.state.setText("您的选择" if self.changed else _HOW[self.column.how][0])
        style.say(self.state, "tone", "accent" if self.changed else _HOW[self.column.how][1])

    def _settle(self) -> None:
        """What was typed and not taken from the list is no choice."""
        self.field.setText(self._shown)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SAMPLE else text[: _LONGEST_SAMPLE - 1] + "…"
