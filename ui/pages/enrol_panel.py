"""Who is to be put into a course: village doctors by township and village, and cadres; ticked in a tree."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from hfp_desk.store import rotation, trainings
from ui.office import Office
from ui.widgets.drop import Drop
from ui.widgets.parts import label

_WHO = Qt.ItemDataRole.UserRole
_TALL, _WIDE = 420, 420
_TICKED, _FREE = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class EnrolPanel(Drop):
    """``chosen`` carries the numbers of doctors and of cadres. Space ticks, a township with all its villages."""

    chosen = Signal(tuple, tuple)

    def __init__(self, office: Office, anchor: QWidget, day: date) -> None:
        super().__init__(anchor, _WIDE)
        self.narrow = QLineEdit()
        self.narrow.setPlaceholderText("输入姓名、乡镇或村筛选")
        self.narrow.textEdited.connect(self._sift)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setFixedHeight(_TALL)
        self.count = label("已选 0 人", "quiet")
        self._people: list[QTreeWidgetItem] = []
        self._fill(office, day)
        self.tree.itemChanged.connect(lambda _item: self._tell())
        self.body.addWidget(label("编入人员", level="section"))
        self.body.addWidget(label("在岗村医按乡镇、村勾选；已在班中的不会重复编入。", "quiet", "small", wrap=True))
        self.body.addWidget(self.narrow)
        self.body.addWidget(self.tree)
        self.body.addLayout(self.answers("编入", self.confirm, self.count))

    @property
    def ticked(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The doctors and the cadres ticked."""
        told = [one.data(0, _WHO) for one in self._people if one.checkState(0) == _TICKED]
        return tuple(who for kind, who in told if kind == "doctor"), tuple(who for kind, who in told if kind == "cadre")

    def begin(self) -> None:
        """Open with the cursor in the tree."""
        self.open_at(self.tree)
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)

    def confirm(self) -> None:
        """Hand over who is ticked; with nobody the panel stays."""
        doctors, cadres = self.ticked
        if doctors or cadres:
            self.shut()
            self.chosen.emit(doctors, cadres)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter enrols."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        else:
            super().keyPressEvent(event)

    def _fill(self, office: Office, day: date) -> None:
        towns: dict[int | None, QTreeWidgetItem] = {}
        villages: dict[tuple[int | None, int | None], QTreeWidgetItem] = {}
        for one in trainings.in_post(office.register, office.eyes, min(day, date.today())):
            if one.town not in towns:
                towns[one.town] = self._group(self.tree.invisibleRootItem(), one.town_name or "乡镇不详")
            spot = (one.town, one.village)
            if spot not in villages:
                villages[spot] = self._group(towns[one.town], one.village_name or one.institution or "村不详")
            self._person(villages[spot], one.name, ("doctor", one.id))
        lines = rotation.cadres(office.register, office.eyes, min(day, date.today()), office.policy).lines
        if lines:
            above = self._group(self.tree.invisibleRootItem(), "健康扶贫干部")
            for line in lines:
                words = f"{line.name}　{line.unit}" + (f"　已于 {line.trained} 轮训" if line.trained else "")
                self._person(above, words, ("cadre", line.id))
        for group in (*towns.values(), *villages.values()):
            group.setText(0, f"{group.text(0)}　{_people_under(group)} 人")

    def _group(self, above: QTreeWidgetItem, words: str) -> QTreeWidgetItem:
        made = QTreeWidgetItem(above, [words])
        made.setFlags(made.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
        made.setCheckState(0, _FREE)
        return made

    def _person(self, above: QTreeWidgetItem, words: str, who: tuple[str, int]) -> None:
        made = QTreeWidgetItem(above, [words])
        made.setFlags(made.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        made.setCheckState(0, _FREE)
        made.setData(0, _WHO, who)
        self._people.append(made)

    def _sift(self, text: str) -> None:
        """Leave the people that fit by themselves or by where they are; groups without any go."""
        wanted = text.strip()
        groups: dict[int, tuple[QTreeWidgetItem, bool]] = {}
        for person in self._people:
            path, item = [person.text(0)], person.parent()
            above = []
            while item is not None:
                path.append(item.text(0))
                above.append(item)
                item = item.parent()
            fits = any(wanted in words for words in path)
            person.setHidden(not fits)
            for each in above:
                groups[id(each)] = (each, fits or groups.get(id(each), (each, False))[1])
        for group, fits in groups.values():
            group.setHidden(not fits)
            group.setExpanded(bool(wanted) and fits)

    def _tell(self) -> None:
        self.count.setText(f"已选 {sum(map(len, self.ticked)):,} 人")


def _people_under(item: QTreeWidgetItem) -> int:
    children = [item.child(number) for number in range(item.childCount())]
    return sum(_people_under(child) if child.childCount() else 1 for child in children)
