"""What is typed into a village's table and not saved outlives the program, as it does in every form."""

from PySide6.QtCore import QObject, QTimer

from hfp_desk.records import RecordType
from hfp_desk.store import drafts
from hfp_desk.store.drafts import Typed
from ui.office import Office
from ui.pages.typing import REST
from ui.pages.village_head import VillageHead
from ui.pages.village_model import VillageModel


class VillageTyping(QObject):
    """Keeps head and table when the hand rests; one draft a user, gone when the table is saved or left."""

    def __init__(self, head: VillageHead, model: VillageModel, office: Office, kind: RecordType, title: str) -> None:
        super().__init__(head)
        self._kind, self._title = kind, title
        self._head = head
        self._model = model
        self._register = office.register
        self._kept = False
        self._timer = QTimer(self, singleShot=True, interval=REST)
        self._timer.timeout.connect(self.keep)
        model.written.connect(self._timer.start)

    def keep(self) -> None:
        """Keep what is typed now."""
        if self._model.dirty:
            values, titles = self._head.texts()
            links = {name: values[name] for name in titles if values[name] is not None}
            texts = {name: field.editor.text() for name, field in self._head.fields.items()}
            self._kept = True
            drafts.keep(self._register, Typed(self._kind.name, self._title, {**texts, **self._model.texts()}, links))

    def resume(self, typed: Typed) -> dict[str, str]:
        """Write the head once more; what belongs into the table, by person and field."""
        self._kept = True
        self._head.retype(typed.texts, typed.links)
        return {key: text for key, text in typed.texts.items() if ":" in key}

    def forget(self) -> None:
        """The table was saved or left."""
        self._timer.stop()
        if self._kept:
            drafts.forget(self._register)
        self._kept = False
