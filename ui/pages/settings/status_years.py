"""村属性: what a village is in each year, with its households and people."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hfp_desk.codes import code_list
from hfp_desk.kinds import Unreadable, Whole
from hfp_desk.problems import Refusal
from hfp_desk.store import places
from ui.desk import Desk
from ui.front.fields import Labelled, PickLine
from ui.office import Office
from ui.pages.settings.table import Table
from ui.widgets.choices import Choice
from ui.widgets.parts import button, label, rule, tight

_STATUS = "village_status"
_TALL = 150


class StatusYears(QWidget):
    """A short table and a line to add a year or to correct one."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk = desk
        self._office = office
        self._place = 0
        self.table = Table((("年度", 8), ("村属性", 18), ("总户数", 9), ("户籍人口", 9), ("", 0)))
        self.table.setFixedHeight(_TALL)
        self.year = Labelled("年度", QLineEdit(str(date.today().year)))
        self.status = Labelled("村属性", PickLine(_find, "输入代码或名称"))
        self.households = Labelled("总户数", QLineEdit())
        self.people = Labelled("户籍人口", QLineEdit())
        self.keep_button = button("保存这一年", "save", self.keep)
        self.drop_button = button("作废所选年度", "void", self.drop, "quiet")
        self._arrange()
        self.table.itemSelectionChanged.connect(self._take_up)

    def load(self, place: int) -> None:
        """Show the years of a village."""
        self._place = place
        self._found = places.statuses(place)
        shown = code_list(_STATUS).shown
        self.table.put(
            [
                (str(one.year), shown(one.status), _number(one.households), _number(one.population))
                for one in self._found
            ],
            (2, 3),
        )
        self._pick.put(None)
        for field in (self.households, self.people):
            field.editor.clear()

    def forbid_writing(self) -> None:
        """Only to be looked at."""
        for field in (self.year, self.status, self.households, self.people):
            field.hide()
        self.keep_button.hide()
        self.drop_button.hide()

    def keep(self) -> None:
        """Say what the village is in the year written."""
        choice = self._pick.picked
        if choice is None:
            self.status.fault("请选择村属性。")
            return
        try:
            year, households, people = (Whole().read(field.text) for field in (self.year, self.households, self.people))
            village = places.get(self._place)
            changes = places.set_status(
                self._office.register, village, year or 0, str(choice.value), households, people
            )
        except Unreadable as unreadable:
            self._desk.fail(Refusal(str(unreadable), "年度、户数和人口只填数字。"))
            return
        except Refusal as refusal:
            self.year.fault(str(refusal))
            return
        self._desk.say(f"{year} 年的村属性已保存")
        self._desk.changed.emit(changes)

    def drop(self) -> None:
        """Take back the chosen year."""
        row = self.table.currentRow()
        if 0 <= row < len(self._found):
            changes = places.drop_status(self._office.register, self._found[row])
            self._desk.say(f"{self._found[row].year} 年的村属性已作废")
            self._desk.changed.emit(changes)

    @property
    def _pick(self) -> PickLine:
        assert isinstance(self.status.editor, PickLine)
        return self.status.editor

    def _take_up(self) -> None:
        """Put the chosen year into the line, to be corrected."""
        row = self.table.currentRow()
        if 0 <= row < len(self._found):
            one = self._found[row]
            self.year.editor.setText(str(one.year))
            self._pick.put(next((choice for choice in _find("") if choice.value == one.status), None))
            self.households.editor.setText(_number(one.households))
            self.people.editor.setText(_number(one.population))

    def _arrange(self) -> None:
        line = QHBoxLayout()
        tight(line, spacing=8)
        for field, share in ((self.year, 2), (self.status, 4), (self.households, 2), (self.people, 2)):
            line.addWidget(field, share)
        foot = QHBoxLayout()
        tight(foot, spacing=8)
        foot.addWidget(self.keep_button)
        foot.addWidget(self.drop_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        tight(column, spacing=8)
        column.addWidget(rule())
        column.addWidget(label("村属性（按年度）", level="section"))
        column.addWidget(self.table)
        column.addLayout(line)
        column.addLayout(foot)


def _find(text: str) -> list[Choice]:
    offered = code_list(_STATUS).offered()
    return [
        Choice(code.code, code.label, code.code)
        for code in offered
        if text in code.label or text == code.code or any(text in word for word in code.synonyms)
    ]


def _number(value: int | None) -> str:
    return "" if value is None else f"{value}"
