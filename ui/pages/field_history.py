"""The history of one field, in a small panel at the field: who, when, from what to what, from which list."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt

from hfp_desk.store import telling
from hfp_desk.store.entering import Draft
from ui.form_field import FormField
from ui.office import Office
from ui.widgets.drop import Drop
from ui.widgets.parts import label, rule

_MOST = 8


class FieldHistory(Drop):
    """Esc closes it and the cursor is back in the field."""

    def __init__(self, field: FormField, draft: Draft | None, office: Office) -> None:
        super().__init__(field.editor, 380)
        self.setFocusPolicy(self.focusPolicy().StrongFocus)
        self.body.addWidget(label(f"{field.spec.label}的历史", level="section"))
        self.lines = self._lines(field.key, draft, office)
        if not self.lines:
            self.body.addWidget(label("还没有改动过。", "quiet"))
        for heading, turn in self.lines[:_MOST]:
            self.body.addWidget(rule())
            self.body.addWidget(label(turn, wrap=True))
            self.body.addWidget(label(heading, "quiet", "small", wrap=True))
        if len(self.lines) > _MOST:
            self.body.addWidget(label(f"另有更早的 {len(self.lines) - _MOST} 次。", "quiet", "small"))

    def _lines(self, key: str, draft: Draft | None, office: Office) -> list[tuple[str, str]]:
        if draft is None or draft.id is None:
            return []
        found = telling.of_field(office.register, draft.kind, draft.id, key, office.viewer)
        return [(_heading(told), f"{turn.old or '（空）'} → {turn.new or '（空）'}") for told, turn in found]


def offer_history(field: FormField, tell: Callable[[FormField], object]) -> None:
    """Put 本栏历史 into the menu of the field's editor, behind the usual entries."""
    editor = field.editor

    def show(place: QPoint) -> None:
        menu = editor.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSeparator()
        menu.addAction("本栏历史\tCtrl+H").triggered.connect(lambda: tell(field))
        menu.popup(editor.mapToGlobal(place))

    editor.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    editor.customContextMenuRequested.connect(show)


def _heading(told: telling.Told) -> str:
    parts = (told.at, told.user, told.action, told.source, told.reason)
    return " · ".join(part for part in parts if part)
