"""The history of one field, in a small panel at the field: who, when, from what to what, from which list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from hfp_desk.store import telling
from hfp_desk.store.entering import Draft
from hfp_desk.store.telling import Told, Turn
from ui.form_field import FormField
from ui.office import Office
from ui.widgets.drop import Drop
from ui.widgets.parts import label, rule

_MOST = 8
_EMPTY = "（空）"


class StoryDrop(Drop):
    """What happened to one value, the latest first; Esc closes it and the cursor is back where it was."""

    def __init__(self, anchor: QWidget, title: str, found: Sequence[tuple[Told, Turn]]) -> None:
        super().__init__(anchor, 380)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(label(f"{title}的历史", level="section"))
        self.lines = [(_heading(told), f"{turn.old or _EMPTY} → {turn.new or _EMPTY}") for told, turn in found]
        if not self.lines:
            self.body.addWidget(label("还没有改动过。", "quiet"))
        for heading, turn in self.lines[:_MOST]:
            self.body.addWidget(rule())
            self.body.addWidget(label(turn, wrap=True))
            self.body.addWidget(label(heading, "quiet", "small", wrap=True))
        if len(self.lines) > _MOST:
            self.body.addWidget(label(f"另有更早的 {len(self.lines) - _MOST} 次。", "quiet", "small"))


class FieldHistory(StoryDrop):
    """The same at a field of a form."""

    def __init__(self, field: FormField, draft: Draft | None, office: Office) -> None:
        found: Sequence[tuple[Told, Turn]] = ()
        if draft is not None and draft.id is not None:
            found = telling.of_field(office.register, draft.kind, draft.id, field.key, office.viewer)
        super().__init__(field.editor, field.spec.label, found)


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


def _heading(told: Told) -> str:
    parts = (told.at, told.user, told.action, told.source, told.reason)
    return " · ".join(part for part in parts if part)
