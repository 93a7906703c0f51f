"""What is typed and not saved outlives the program: kept when the hand rests, offered at the next signing in."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from hfp_desk.store import drafts
from hfp_desk.store.drafts import Typed
from ui.desk import Desk
from ui.office import Office
from ui.pages.jump import LIST_OF
from ui.pages.record_panel import RecordPanel
from ui.widgets.ask import Notice

REST = 2000
"""Milliseconds after the last key."""


class Typing(QObject):
    """Watches the form of a record panel for one user."""

    def __init__(self, panel: RecordPanel, office: Office) -> None:
        super().__init__(panel)
        self._panel = panel
        self._register = office.register
        self._timer = QTimer(self, singleShot=True, interval=REST)
        self._timer.timeout.connect(self.keep)
        panel.edited.connect(self._timer.start)

    def keep(self) -> None:
        """Keep what stands in the form now."""
        form, sheet, record = self._panel.form, self._panel.sheet, self._panel.record
        if form is None or sheet is None or not form.unsaved:
            return
        fields = [field for field in form.fields.values() if (field.changed if record else not field.blank)]
        texts = {field.key: field.editor.text() for field in fields}
        links = {field.key: field.value() for field in fields if field.spec.kind.name == "link" and field.readable}
        drafts.keep(self._register, Typed(sheet.main.name, sheet.title, texts, links, record.id if record else None))

    def forget(self) -> None:
        """The form was saved or left."""
        self._timer.stop()
        drafts.forget(self._register)


def offer(window: QWidget, desk: Desk, office: Office) -> Notice | None:
    """Ask what is to become of a form that was not saved before the program ended; None when there is none."""
    typed = drafts.left(office.register)
    if typed is None or office.register.read_only:
        return None
    notice = Notice(window, f"上次有一张{typed.title}登记表没有保存。", f"填到 {typed.at} 为止的内容还在。")
    notice.rejected.connect(lambda: drafts.forget(office.register))
    notice.accepted.connect(lambda: desk.go(LIST_OF[typed.kind], typed))
    notice.offer("放弃", notice.reject)
    notice.offer("继续填写", notice.accept, primary=True)
    notice.open()
    return notice
