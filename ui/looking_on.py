"""A desk at which a register is only looked at: a band says so, F5 reads what it holds now, a button ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.widgets.band import Band

if TYPE_CHECKING:
    from hfp_desk.store.opening import Register
    from ui.shell import Shell


class LookingOn(QObject):
    """``ended`` by the button; ``reread`` by F5 where the register itself cannot be read, only a copy of it."""

    ended = Signal()
    reread = Signal()

    def __init__(self, shell: Shell, register: Register) -> None:
        super().__init__(shell)
        self.band = Band("eye", words(register), "结束查看", self.ended.emit)
        shell.put_over(self.band)
        if register.copy is not None:
            shell.reread = self.reread.emit


def words(register: Register) -> str:
    """What the band says: nothing can be changed, and how to see what others changed."""
    name = register.path.stem
    if not register.mark.known:
        return f"只读：正在查看“{name}”，可以查询，不能修改。"
    if register.copy is None:
        return f"只读：正在查看“{name}”，可以查询，不能修改；按 F5 读取最新内容。"
    return f"只读：正在查看“{name}” {register.seen_at} 的内容，可以查询，不能修改；按 F5 读取最新内容。"
