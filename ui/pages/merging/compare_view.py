"""Two records side by side: whose values are kept, what will move, what is doubled, and why they are one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hfp_desk.store.facing import Preview
from hfp_desk.store.searching import Hit
from ui.pages.merging.facing_table import FacingTable
from ui.widgets.panels import CardPanel
from ui.widgets.parts import button, label, picture, rule, tag, tight

_HINT = "↑ ↓ 换行　← → 选择保留哪一边　回车 下一项　Ctrl+T 左右对换　F9 合并　Esc 返回"


class CompareView(QWidget):
    """``swapping`` asks for the other one to be kept, ``opened`` for a person's page."""

    swapping = Signal()
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.preview: Preview | None = None
        self.winner, self.loser = _Who("保留", "accent"), _Who("并入", "warn")
        self.swap = button("左右对换", "refresh", self.swapping.emit, hint="左右对换（Ctrl+T）")
        self.table = FacingTable()
        self.after = label(wrap=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("合并原因，例如：身份证号相同，重复导入")
        self.reason.setAccessibleName("合并原因")
        self.doubt = label(tone="warn", wrap=True)
        self.sure = QCheckBox("已核对证件原件，确认是同一人")
        self._doubted = QFrame()
        self._doubted.setProperty("notice", "warn")
        self._arrange()
        self.setFocusProxy(self.table)
        self.table.done.connect(self.reason.setFocus)
        for who in (self.winner, self.loser):
            who.opened.connect(self.opened)

    @property
    def people(self) -> tuple[int, int]:
        """Who is kept and who is taken in."""
        assert self.preview is not None
        return self.preview.winner.id, self.preview.loser.id

    @property
    def chosen(self) -> dict[str, int]:
        """Whose value is kept, by field."""
        return self.table.chosen(*self.people)

    def show_preview(self, preview: Preview, reason: str, chosen: Mapping[str, int]) -> None:
        """Show two records; ``chosen`` are choices made before they were swapped."""
        self.preview = preview
        self.winner.show_hit(preview.winner)
        self.loser.show_hit(preview.loser)
        self.table.show_fields(preview.fields, preview.winner.id, chosen)
        self.after.setText("\n".join(_told(preview)))
        self.reason.setText(reason)
        self._doubted.setVisible(bool(preview.doubts))
        self.doubt.setText(f"可能是两个人：{'；'.join(preview.doubts)}。")
        self.sure.setChecked(False)
        self.table.setFocus()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        tight(top, spacing=12)
        top.addWidget(self.winner, 1)
        top.addWidget(self.swap, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.loser, 1)
        below = CardPanel("合并以后")
        below.body.addWidget(self.after)
        inside = QHBoxLayout(self._doubted)
        tight(inside, (12, 6, 12, 6), 12)
        inside.addWidget(picture("warning", "warn"))
        inside.addWidget(self.doubt, 1)
        inside.addWidget(self.sure)
        line = QHBoxLayout()
        tight(line, spacing=8)
        line.addWidget(label("合并原因"))
        line.addWidget(self.reason, 1)
        below.body.addWidget(rule())
        below.body.addWidget(self._doubted)
        below.body.addLayout(line)
        column = QVBoxLayout(self)
        tight(column, spacing=8)
        column.addLayout(top)
        column.addWidget(_framed(self.table), 1)
        column.addWidget(label(_HINT, "quiet", "small"))
        column.addWidget(below)


def _framed(widget: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("panel", True)
    inside = QVBoxLayout(frame)
    tight(inside, (1, 1, 1, 1))
    inside.addWidget(widget)
    return frame


class _Who(QFrame):
    """One of the two: what becomes of the record, and who it is."""

    opened = Signal(int)

    def __init__(self, words: str, tone: str) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._person = 0
        self.name = label(level="section")
        self.detail = label(tone="quiet")
        row = QHBoxLayout(self)
        tight(row, (12, 8, 12, 8), 8)
        row.addWidget(tag(words, tone))
        row.addWidget(self.name)
        row.addWidget(self.detail, 1)
        row.addWidget(button("打开", look="link", done=lambda: self.opened.emit(self._person)))

    def show_hit(self, hit: Hit) -> None:
        """Say who it is."""
        self._person = hit.id
        self.name.setText(hit.title or "（未填姓名）")
        self.detail.setText(f"第 {hit.id} 号　{hit.detail}")
        self.detail.setToolTip(hit.detail)


def _told(preview: Preview) -> Iterator[str]:
    """What becomes of everything that hangs on the two."""
    moving = "、".join(f"{one.kind.title} {one.count} 条" for one in preview.moving)
    yield f"移到保留的记录名下：{moving}" if moving else "没有要移动的疾病、救治、费用和身份。"
    if preview.doubles:
        kinds = dict.fromkeys(one.kind.title for one in preview.doubles)
        counts = {title: sum(one.kind.title == title for one in preview.doubles) for title in kinds}
        yield f"两边都有，只留一条：{'、'.join(f'{title} {count} 条' for title, count in counts.items())}"
    for one in preview.doubles:
        if one.differing:
            yield f"　{one.kind.title}的{'、'.join(one.differing)}两边不同，以保留的记录为准"
    if preview.unclear:
        counts_of = "、".join(f"{one.kind.title} {one.count} 条" for one in preview.unclear)
        yield f"看着相像但不能断定，都保留，请合并后核对：{counts_of}"
    yield from preview.homes
    yield "并入的记录作废，历史不变；以后可以“拆分”，原样恢复。"
