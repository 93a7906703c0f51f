"""外观: light or dark, usual or large type, kept on this workstation; numbers masked or not, kept for the user."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from hfp_desk import home
from hfp_desk.home import Looks
from ui.desk import Desk
from ui.office import DISCREET, Office
from ui.pages import RENEW
from ui.widgets.panels import CardPanel
from ui.widgets.parts import label, tight

KEY = "looks"
_COLOURS = (("light", "浅色", "适合白天和明亮的办公室"), ("dark", "深色", "适合光线较暗的环境，减轻眩光"))
_SIZES = (("normal", "标准", "13 像素，一屏看到的行最多"), ("large", "大字", "16 像素，高分屏或视力不便时使用"))


class LooksSection(QWidget):
    """Two questions about this workstation, one about what its user lets others see."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk = desk
        looks = home.looks()
        self.colours = _question(_COLOURS, looks.colours, lambda name: self._choose(Looks(name, home.looks().sizes)))
        self.sizes = _question(_SIZES, looks.sizes, lambda name: self._choose(Looks(home.looks().colours, name)))
        column = QVBoxLayout(self)
        tight(column, spacing=12)
        for title, buttons in (("颜色", self.colours), ("字号", self.sizes)):
            card = CardPanel(title)
            for made in buttons.values():
                card.body.addLayout(_line(made))
            column.addWidget(card)
        self.discreet = QCheckBox("屏幕上隐去证件号和电话")
        self.discreet.setChecked(office.discreet)
        self.discreet.clicked.connect(self._hide)
        card = CardPanel("旁人看得到屏幕时")
        card.body.addWidget(self.discreet)
        note = "清单、搜索和人员页上只显示前后几位，按 Ctrl+R 写明原因可看明文；录入、导出和打印不变。只对您自己有效。"
        card.body.addWidget(label(note, "quiet", "small", wrap=True))
        column.addWidget(card)
        column.addWidget(label("颜色和字号只记在这台电脑上，其他电脑和其他用户不受影响。", "quiet", "small"))
        column.addStretch(1)

    def _hide(self, hidden: bool) -> None:
        self._desk.settings.set(DISCREET, "1" if hidden else "")
        self._desk.go(RENEW, KEY)

    def _choose(self, looks: Looks) -> None:
        if looks != home.looks():
            home.set_looks(looks)
            self._desk.go(RENEW, KEY)


def _question(
    answers: tuple[tuple[str, str, str], ...], now: str, chosen: Callable[[str], object]
) -> dict[str, QRadioButton]:
    group: dict[str, QRadioButton] = {}
    for name, title, note in answers:
        made = QRadioButton(title)
        made.setToolTip(note)
        made.setChecked(name == now)
        made.clicked.connect(lambda _=False, name=name: chosen(name))
        group[name] = made
    return group


def _line(made: QRadioButton) -> QHBoxLayout:
    row = QHBoxLayout()
    tight(row, spacing=12)
    made.setMinimumWidth(88)
    row.addWidget(made)
    row.addWidget(label(made.toolTip(), "quiet"))
    row.addStretch(1)
    return row
