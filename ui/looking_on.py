"""A desk at which a register is only looked at: a band says so, F5 reads what it holds now, a button ends it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.front.opening import handed_over
from ui.widgets.band import Band

if TYPE_CHECKING:
    from hfp_desk.problems import Progress
    from hfp_desk.store.opening import Register
    from ui.program import Program
    from ui.session import Session


class LookingOn(QObject):
    """Watches the desks of the program for those that are read only."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program

    def watch(self, session: Session) -> None:
        """Dress this desk if nothing can be written at it."""
        register = session.office.register
        if register.read_only:
            session.shell.put_over(Band("eye", words(register), "结束查看", self.end))
        if register.copy is not None:
            session.shell.reread = partial(self.reread, session)

    def end(self) -> None:
        """Back to signing in: to this register, or to the one before when a backup was looked at."""
        assert self._program.session is not None
        register = self._program.session.office.register
        self._program.put_away()
        self._program.sign_in(register.path if register.mark.known else None, register.user)

    def reread(self, session: Session) -> None:
        """A copy grows old: make another, and go on where the clerk is."""
        old, place = session.office.register, session.shell.key

        def work(_: Progress) -> Register:
            from hfp_desk.store import opening

            return handed_over(opening.look(old.path, old.user, old.key))

        def came(new: Register) -> None:
            if self._program.session is not session:
                new.close()
                return
            session.stop()
            old.close()
            new.bind()
            self._program.enter(new, place)

        session.desk.tasks.run(work, came, title="读取最新内容")


def words(register: Register) -> str:
    """What the band says: nothing can be changed, and how to see what others changed."""
    from ui import backup_words

    name = backup_words.looked_at(register.path)
    if not register.mark.known:
        return f"只读：正在查看“{name}”，可以查询，不能修改。"
    if register.copy is None:
        return f"只读：正在查看“{name}”，可以查询，不能修改；按 F5 读取最新内容。"
    return f"只读：正在查看“{name}” {register.seen_at} 的内容，可以查询，不能修改；按 F5 读取最新内容。"
