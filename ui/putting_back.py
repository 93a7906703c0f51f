"""From the desk or a front page to another state of the register: a backup put in place, or only looked at.

The desk is put away first; whatever is done on the worker afterwards waits for that.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hfp_desk.problems import Progress, Refusal
from ui import pages
from ui.front.sign_in import SignInPage
from ui.widgets.ask import ask

if TYPE_CHECKING:
    from hfp_desk.store.restoring import Restored
    from ui.front.restore import RestorePage
    from ui.program import Program
    from ui.session import Session


@dataclass(frozen=True)
class Order:
    """Which backup, opened by whom (of that backup); ``by`` asks for it now, ``reason`` is what the log will say."""

    chosen: Path
    at: str
    user: str
    password: str
    by: str = ""
    reason: str = ""


class PuttingBack(QObject):
    """Obeys the desk (``pages.RESTORE``, ``pages.LOOK_AT``) and shows the front page 从备份恢复."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program

    def watch(self, session: Session) -> None:
        """Obey this desk."""
        session.desk.gone.connect(self._gone)

    def page(self, register: Path | None = None) -> RestorePage:
        """从备份恢复, without a desk."""
        from ui.front.restore import RestorePage

        page = RestorePage(self._program.tasks, register)
        page.left.connect(lambda: self._program.begin(register))
        page.restored.connect(self._restored)
        self._program.show(page)
        return page

    def offer(self, register: Path, refusal: Refusal, user: str, password: str) -> None:
        """The register is damaged: show which backup can take its place."""
        self.page(register).propose(refusal, user, password)

    def _gone(self, page: str, target: object) -> None:
        if isinstance(target, Order) and page in (pages.RESTORE, pages.LOOK_AT):
            reason = self._program.window.reason_to_stay()
            deed = self._restore if page == pages.RESTORE else self._look
            if reason:
                ask(
                    self._program.window,
                    reason,
                    "继续的话，未保存或未完成的部分不会保留。",
                    "仍要继续",
                    lambda: deed(target),
                )
            else:
                deed(target)

    def _restore(self, order: Order) -> None:
        register, page = self._away(order)

        def work(progress: Progress) -> Restored:
            from hfp_desk.store import restoring

            return restoring.restore(
                register,
                order.chosen,
                order.user,
                order.password,
                by=order.by,
                reason=order.reason,
                progress=progress,
            )

        page.work("正在恢复备份", work, lambda _: page.hint(restored_words(order.at)))

    def _look(self, order: Order) -> None:
        from ui.front import opening

        _, page = self._away(order)
        page.work("正在打开备份", opening.to_look_at(order.chosen, order.user, order.password), self._program.enter)

    def _away(self, order: Order) -> tuple[Path, SignInPage]:
        assert self._program.session is not None
        register = self._program.session.office.register.path
        self._program.put_away()
        return register, self._program.sign_in(register, order.user)

    def _restored(self, register: Path, user: str, at: str) -> None:
        self._program.sign_in(register, user).hint(restored_words(at))


def restored_words(at: str) -> str:
    """What is said at signing in after a restore."""
    return f"已恢复到 {at[:16]} 的样子。请用那时的密码登录。"
