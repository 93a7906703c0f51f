"""Before somebody is entered a second time: those already there who may be the same, beside what was typed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hfp_desk.records import PERSON, Person
from hfp_desk.store import entering, searching
from hfp_desk.store.entering import Draft
from hfp_desk.store.searching import Hit
from ui.form import RecordForm
from ui.office import Office
from ui.widgets.panels import CardPanel
from ui.widgets.parts import button, label, scrolled, tag, tight

_MOST = 5
_COMPARED = ("name", "id_number", "sex", "birth", "town", "village", "phone")


def similar(office: Office, drafts: Sequence[Draft]) -> list[Hit]:
    """People like the one about to be entered; nobody when the form is about something else."""
    draft = next((one for one in drafts if one.kind is PERSON and one.id is None), None)
    if draft is None:
        return []
    typed = Person.new(**draft.values)
    typed.derive()
    village = typed.__data__.get("village")
    return searching.similar_people(office.register, typed.name, typed.birth, village, typed.id_key, office.viewer)


class Candidates(QWidget):
    """``left`` goes back to the form, ``opened`` carries the person chosen, ``distinct`` that it is none of them."""

    left = Signal()
    opened = Signal(int)
    distinct = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._and_new = False
        self.ids: tuple[int, ...] = ()
        self._words = label(level="section", wrap=True)
        self.body = QGridLayout()
        tight(self.body, spacing=12)
        inner = QWidget()
        inner.setProperty("plain", True)
        column = QVBoxLayout(inner)
        tight(column, (16, 12, 16, 12), 12)
        column.addWidget(self._words)
        column.addWidget(label("请逐项核对。同一个人请打开已有人员补充，不要重复登记。", "quiet"))
        column.addLayout(self.body)
        column.addLayout(self._buttons())
        column.addStretch(1)
        outside = QVBoxLayout(self)
        tight(outside)
        outside.addWidget(scrolled(inner))

    def show_people(self, office: Office, form: RecordForm, found: Sequence[Hit], and_new: bool) -> None:
        """Show what was typed and the people found, side by side."""
        self._and_new = and_new
        self.ids = tuple(hit.id for hit in found[:_MOST])
        self._words.setText(f"已登记的人员中有 {len(found)} 人可能就是他")
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        typed = {key: form.fields[key].editor.text() for key in _COMPARED}
        self.body.addWidget(self._card("正在录入", "", typed, typed, None), 0, 0)
        for place, hit in enumerate(found[:_MOST], start=1):
            known = _texts(office, hit.id)
            self.body.addWidget(self._card(hit.title, hit.reason, known, typed, hit.id), place // 3, place % 3)
        self.different.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        tight(row, spacing=8)
        self.different = button(
            "不是同一人，继续保存",
            "check",
            lambda: self.distinct.emit(self._and_new),
            "primary",
            "以后不再提示这几个人",
        )
        self.different.setAutoDefault(True)
        row.addWidget(self.different)
        row.addWidget(button("返回修改", "back", self.left.emit, hint="Esc"))
        row.addStretch(1)
        return row

    def _card(
        self, title: str, reason: str, values: dict[str, str], typed: dict[str, str], person: int | None
    ) -> QWidget:
        panel = CardPanel(title)
        if reason:
            panel.head.add(tag(reason, "warn"))
        for key in _COMPARED:
            row = QHBoxLayout()
            tight(row, spacing=8)
            name = label(Person._meta.fields[key].spec.label, "quiet", "small")
            name.setFixedWidth(64)
            row.addWidget(name)
            differs = person is not None and values[key] != typed[key]
            row.addWidget(label(values[key] or "—", "warn" if differs else ""), 1)
            if differs and values[key] and typed[key]:
                row.addWidget(label("不同", "warn", "small"))
            panel.body.addLayout(row)
        if person is not None:
            open_it = button("打开此人", "person", lambda: self.opened.emit(person))
            open_it.setAutoDefault(True)
            panel.body.addWidget(open_it, 0, Qt.AlignmentFlag.AlignLeft)
        panel.body.addStretch(1)
        return panel


def _texts(office: Office, person: int) -> dict[str, str]:
    """The compared values of a stored person as the form would show them."""
    draft = entering.load(office.register, PERSON, person, office.viewer)
    found: dict[str, Any] = {}
    for key in _COMPARED:
        spec = Person._meta.fields[key].spec
        found[key] = draft.titles.get(key, "") if spec.kind.name == "link" else spec.kind.show(draft.values[key])
    return found
