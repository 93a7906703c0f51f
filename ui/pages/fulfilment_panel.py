"""One contract beside the list: every item with what is due and done, and the records that prove it, each openable."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hfp_desk.codes import code_list
from hfp_desk.store.evidence import Evidence, Proof, Proven
from ui.widgets.panels import SidePanel
from ui.widgets.parts import button, label, scrolled, tight

WIDTH = 340


class FulfilmentPanel(SidePanel):
    """``opened`` carries kind and number of a record; ``lines`` are the words shown."""

    opened = Signal(object, int)
    person_asked = Signal(int)
    contract_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.lines: list[str] = []
        self.hide()

    def show_contract(self, found: Evidence) -> None:
        """Show one contract's year."""
        self.lines = []
        inner = QWidget()
        inner.setProperty("plain", True)
        column = QVBoxLayout(inner)
        tight(column, (12, 8, 12, 12), 6)
        line = found.line
        where = " ".join(part for part in (line.town_name, line.village_name, line.team_name, line.doctor) if part)
        column.addWidget(label(where, "quiet", "small", wrap=True))
        shown = code_list("contract_group").shown
        groups = "、".join(shown(code) for code in line.groups)
        told = f"{line.begins} 至 {line.ends}" + (f"　{groups}" if groups else "")
        column.addWidget(label(told, "quiet", "small", wrap=True))
        links = QHBoxLayout()
        tight(links, spacing=12)
        links.addWidget(button("人员", look="link", done=lambda: self.person_asked.emit(line.person)))
        links.addWidget(button("签约登记表  Ctrl+E", look="link", done=lambda: self.contract_asked.emit(line.id)))
        links.addStretch(1)
        column.addLayout(links)
        for one in found.items:
            self._item(column, one)
        if not found.items:
            column.addWidget(label("没有适用的服务项目，请在“服务项目”中登记。", "quiet", wrap=True))
        column.addStretch(1)
        self.present(line.name, scrolled(inner))

    def _item(self, column: QVBoxLayout, one: Proven) -> None:
        words, tone = _told(one)
        self.lines.append(f"{one.item.label} {words}")
        head = QHBoxLayout()
        tight(head, (0, 8, 0, 0), 8)
        head.addWidget(label(one.item.label, level="section"))
        head.addStretch(1)
        head.addWidget(label(words, tone))
        column.addLayout(head)
        for proof in one.proofs:
            column.addLayout(self._proof(proof))
        if not one.proofs:
            column.addWidget(label("没有凭据", "quiet", "small"))

    def _proof(self, proof: Proof) -> QHBoxLayout:
        text = "　".join(part for part in (proof.day, proof.words) if part)
        self.lines.append(text)
        made = button(text, look="link", done=lambda: self.opened.emit(proof.kind, proof.id), hint=f"打开：{text}")
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        tight(row)
        row.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        return row


def _told(one: Proven) -> tuple[str, str]:
    due, done = one.cell
    if due is None:
        return f"未定次数，已做 {done} 次", "quiet"
    return f"到期 {due} 次，已做 {done} 次", "warn" if done < due else "ok"
