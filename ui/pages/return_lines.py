"""Over a return: its period and versions, how it stands, and the facts of its head."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hfp_desk.returns import periods
from hfp_desk.returns.layout import SIGNERS
from ui import style
from ui.pages.return_reading import Checked, Found
from ui.widgets.figure_band import FigureBand, Shown
from ui.widgets.parts import label, picture, tag, tight
from ui.widgets.return_period import PeriodChoice

NOW = "now"
_UNSHOWN = "phone"
"""Of who answers for the return: there is one line for all facts."""


class ReturnLines(QWidget):
    """``versions`` opens the figures of now or those that went up."""

    def __init__(self) -> None:
        super().__init__()
        self.period = PeriodChoice()
        self.versions = FigureBand()
        self.state = tag("")
        self.facts = label("", "quiet", "small", wrap=True)
        self.words = label(wrap=True)
        self.notice = QFrame()
        self.notice.setProperty("notice", "info")
        inside = QHBoxLayout(self.notice)
        tight(inside, (12, 4, 12, 4), 8)
        inside.addWidget(picture("lock", "accent"), 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self.words, 1)
        row = QHBoxLayout()
        tight(row, spacing=16)
        row.addWidget(self.period, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.state)
        row.addWidget(self.versions, 1)
        column = QVBoxLayout(self)
        tight(column, spacing=6)
        column.addLayout(row)
        column.addWidget(self.facts)
        column.addWidget(self.notice)
        self.state.hide()
        self.notice.hide()

    def show_found(self, found: Found) -> None:
        """Say which return of which period is looked at, and in which version."""
        self.period.put(found.definition, found.period)
        shown = [Shown(NOW, "当前数", "", hint="登记簿现在的数字")]
        for one in reversed(found.versions):
            hint = f"{one.sent_at} 由{one.sent_by}上报" + (f"，补报原因：{one.reason}" if one.reason else "")
            shown.append(Shown(str(one.id), f"第 {one.version} 版", one.sent_at[:10], hint=hint))
        self.versions.show_figures(shown if found.versions else [])
        self.versions.mark(str(found.sent.id) if found.sent is not None else NOW)
        self.facts.setText("　".join(f"{name} {words}" for name, words in _facts(found) if words))
        self.words.setText(_notice(found))
        self.notice.setVisible(bool(self.words.text()))

    def judge(self, found: Found, checked: Checked) -> None:
        """Say how it stands."""
        tone, words = _state(found, checked)
        self.state.setText(words)
        style.say(self.state, "tag", tone)
        self.state.show()


def _facts(found: Found) -> tuple[tuple[str, str], ...]:
    form, due = found.form, periods.due_on(found.definition, found.period)
    return (
        ("表号", form.number),
        ("制表机关", found.edition.worded(form.issuer)),
        ("批准文号", form.approval),
        ("有效期至", form.valid_until),
        ("填报单位", found.shown.unit),
        ("计量单位", form.unit_line),
        ("上报截止", str(due) if due is not None else ""),
        ("政策版本", found.shown.edition),
        *((words, getattr(found.head, name)) for name, words in SIGNERS.items() if name != _UNSHOWN),
    )


def _notice(found: Found) -> str:
    if found.sent is not None:
        one, count = found.sent, len(found.differing())
        reason = f"，补报原因：{one.reason}" if one.reason else ""
        now = f"与登记簿当前数不同的 {count:,} 格标有 ≠" if count else "与登记簿当前数一致"
        return f"冻结的上报件：第 {one.version} 版，{one.sent_at} 由{one.sent_by}上报{reason}。{now}。Esc 回到当前数。"
    if found.lock is not None and found.latest is None:
        return f"本期已由{found.lock.by}于 {found.lock.at[:10]} 锁定，不能填写和上报。"
    return ""


def _state(found: Found, checked: Checked) -> tuple[str, str]:
    if found.sent is not None:
        return "accent", f"已上报 第 {found.sent.version} 版"
    if found.latest is not None:
        count = len(found.differing())
        words = f"已上报 第 {found.latest.version} 版"
        return ("warn", f"{words}，之后变动 {count:,} 格 ≠") if count else ("ok", words)
    if checked.unexplained:
        return "error", f"▲ 有差错 {len(checked.unexplained)} 处"
    if found.period.ends > date.today():
        return "quiet", "本期未结束"
    due = periods.due_on(found.definition, found.period)
    late = f"，已迟 {(date.today() - due).days:,} 天" if due is not None and due < date.today() else ""
    return ("warn", f"可上报{late}") if late else ("ok", "可上报")
