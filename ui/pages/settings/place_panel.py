"""One place: its names, where it went, and for a village what it is in each year."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from hfp_desk.problems import Refusal
from hfp_desk.store import places
from hfp_desk.store.keeping import Changes
from hfp_desk.store.places import PlaceLine
from ui.desk import Desk
from ui.front.fields import Labelled, PickLine
from ui.office import Office
from ui.pages.settings.status_years import StatusYears
from ui.widgets.ask import ask
from ui.widgets.choices import Choice
from ui.widgets.panels import CardPanel
from ui.widgets.parts import button, label, scrolled, tight


class PlacePanel(QWidget):
    """Each line has its own button; what was done is said and can be seen in the tree at once."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk = desk
        self._office = office
        self._line: PlaceLine | None = None
        self._others: Sequence[PlaceLine] = ()
        self.name = self._row("名称", QLineEdit(), "更名", self.rename, "旧名自动留作别名，旧名单照样认得")
        self.aliases = self._row("别名", QLineEdit(), "保存别名", self.keep_aliases, "名单里的其他写法，用顿号分开")
        self.into = self._row("并入", PickLine(self._find), "合并…", self.merge, "撤并到同一级的另一处，以前的记录不变")
        self.below = self._row("新增下级", QLineEdit(), "新增", self.add, "行政区划名录里没有的村，如新成立的社区")
        self.years = StatusYears(desk, office)
        self.card = CardPanel(" ")
        self._code = label(tone="quiet", level="small")
        self._arrange()
        if not (office.administers and office.may_enter):
            self._forbid_writing()

    @property
    def place(self) -> int | None:
        """The number of the place shown."""
        return self._line.id if self._line is not None else None

    def load(self, line: PlaceLine, above: PlaceLine | None, others: Sequence[PlaceLine]) -> None:
        """Show a place; ``others`` are those it could be merged into."""
        self._line, self._others = line, others
        self.card.head.title.setText(line.name)
        self.card.head.note.setText(f"{above.name}　{line.code}" if above is not None else line.code)
        self.name.editor.setText(line.name)
        self.aliases.editor.setText("、".join(line.aliases))
        for field in (self.into, self.below):
            field.editor.clear()
        self._into.picked = None
        self._code.setText(f"已并入{line.gone_into}，以前的记录仍归在这里。" if line.gone_into else "")
        self._code.setVisible(bool(line.gone_into))
        self.into.setVisible(not line.gone_into and not self.into.editor.isReadOnly())
        self.below.setVisible(line.level == places.TOWN and not self.below.editor.isReadOnly())
        self.years.setVisible(line.level == places.VILLAGE)
        if line.level == places.VILLAGE:
            self.years.load(line.id)

    def unsaved(self) -> bool:
        """Whether a name was typed that is not kept."""
        line = self._line
        if line is None:
            return False
        return self.name.text != line.name or self.aliases.text != "、".join(line.aliases) or bool(self.below.text)

    def rename(self) -> None:
        """Give the place its new name."""
        name = self.name.text
        if self._line is not None and name != self._line.name:
            register, place = self._office.register, self._line.id
            self._do(lambda: places.rename(register, places.get(place), name), f"已更名为“{name}”")

    def keep_aliases(self) -> None:
        """Keep the other names as written."""
        if self._line is not None:
            register, place, text = self._office.register, self._line.id, self.aliases.text
            self._do(lambda: places.set_aliases(register, places.get(place), text), "别名已保存，导入时同样认得")

    def merge(self) -> None:
        """Ask, then merge into the chosen place from today on."""
        choice, line = self._into.picked, self._line
        if line is None or choice is None:
            self.into.fault("请从列表中选择并入哪里。")
            return
        sentence = f"把“{line.name}”并入“{choice.label}”？"
        ask(self, sentence, "以前的记录不变，今后的名单按并入后的地方登记。", "合并", lambda: self._merge(line, choice))

    def add(self) -> None:
        """Enter a village of this township."""
        if self._line is not None:
            register, place, name = self._office.register, self._line.id, self.below.text
            self._do(lambda: places.add(register, places.get(place), name), f"已新增“{name}”")

    def _merge(self, line: PlaceLine, choice: Choice) -> None:
        register, into = self._office.register, choice.value
        assert isinstance(into, int)
        self._do(
            lambda: places.merge(register, places.get(line.id), places.get(into), date.today()),
            f"已把“{line.name}”并入“{choice.label}”",
        )

    def _do(self, deed: Callable[[], Changes], said: str) -> None:
        try:
            changes = deed()
        except Refusal as refusal:
            self._desk.fail(refusal)
            return
        self._desk.say(said)
        self._desk.changed.emit(changes)

    def _find(self, text: str) -> list[Choice]:
        mine = self._line.id if self._line is not None else 0
        standing = (one for one in self._others if one.id != mine and not one.gone_into)
        return [Choice(one.id, one.name, "", one.code) for one in standing if text in one.name]

    @property
    def _into(self) -> PickLine:
        assert isinstance(self.into.editor, PickLine)
        return self.into.editor

    def _forbid_writing(self) -> None:
        """Only an administrator who may enter changes places."""
        for field in (self.name, self.aliases, self.into, self.below):
            field.forbid_writing()
        self.years.forbid_writing()

    def _row(self, text: str, editor: QLineEdit, deed: str, done: Callable[[], object], hint: str) -> Labelled:
        made = button(deed, done=done)
        editor.returnPressed.connect(done)
        return Labelled(text, editor, hint, made)

    def _arrange(self) -> None:
        for piece in (self._code, self.name, self.aliases, self.into, self.below, self.years):
            self.card.body.addWidget(piece)
        self.card.body.setSpacing(12)
        self.card.body.addStretch(1)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(scrolled(self.card))
