"""The first minute of an empty register: three steps, and the sample to try it on."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.widgets.panels import CardPanel
from ui.widgets.parts import button, label, picture, tight

_STEPS = (
    (
        "导入名单",
        "import",
        "先导入扶贫办的建档立卡名单，再导入民政局、医院的表；不用改成模板，原表直接导入。",
        "导入名单",
    ),
    ("核对", "check", "逐行看清新增、变更和问题，确认后才写入；导错了可以整批撤销。", "看看审核"),
    ("打印台账", "print", "救治台账、帮扶表、一人一档、结算台账，预览的就是打印出来的。", "看看表册"),
)


class FirstSteps(QWidget):
    """``step`` carries 0, 1 or 2; ``sample_asked`` is the register of invented people."""

    step = Signal(int)
    sample_asked = Signal()

    def __init__(self, worded: Callable[[str], str]) -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        tight(column, (0, 24, 0, 24), 16)
        column.addStretch(1)
        column.addWidget(label("登记簿已建好，三步开始工作", level="page"), 0, centre)
        column.addSpacing(8)
        row = QHBoxLayout()
        tight(row, spacing=16)
        row.addStretch(1)
        self.buttons: list[QPushButton] = []
        for number, (title, icon, words, deed) in enumerate(_STEPS):
            row.addWidget(self._card(number, title, icon, worded(words), deed))
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(
            button("试用样例登记簿（虚构人员，不影响本登记簿）", look="link", done=self.sample_asked.emit),
            0,
            centre,
        )
        column.addStretch(2)

    def _card(self, number: int, title: str, icon: str, words: str, deed: str) -> CardPanel:
        card = CardPanel()
        card.setFixedWidth(280)
        top = QHBoxLayout()
        tight(top, spacing=8)
        top.addWidget(picture(icon, "accent", 24))
        top.addWidget(label(f"{number + 1}  {title}", level="section"))
        top.addStretch(1)
        card.body.addLayout(top)
        told: QLabel = label(words, "quiet", wrap=True)
        card.body.addWidget(told, 1)
        card.body.addSpacing(8)
        look = "primary" if number == 0 else ""
        made = button(deed, done=lambda: self.step.emit(number), look=look)
        made.setAutoDefault(True)
        self.buttons.append(made)
        card.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return card
