"""Which page the window shows: welcome, signing in, first start, recovery, or the desk of a signed-in user.

The one place that knows them all. A register is opened and closed on the worker; the window has a connection of its
own while the desk is seen. Pages and the database are imported when they are needed: the first page is seen before
that.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from hfp_desk import home
from hfp_desk.problems import Progress, Refusal
from ui import pages, style
from ui.front.card import FrontPage
from ui.front.sign_in import SignInPage
from ui.front.welcome import WelcomePage
from ui.leaving import Leaving
from ui.looking_on import LookingOn
from ui.main_window import MainWindow
from ui.putting_back import PuttingBack
from ui.tasks import Tasks
from ui.widgets.ask import ask

if TYPE_CHECKING:
    from hfp_desk.store.opening import Register
    from ui.front.first_start import FirstStartPage
    from ui.front.recovery import RecoverPage
    from ui.session import Session


class Program(QObject):
    """Leads from page to page. ``left`` when the window is closed and the register put away."""

    left = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.tasks = Tasks(self)
        self.tasks.failed.connect(window.errors.show)
        self.front: FrontPage | None = None
        self.session: Session | None = None
        self._fresh: Register | None = None
        self.putting_back = PuttingBack(self)
        self.looking_on = LookingOn(self)
        self.leaving = Leaving(self.tasks, self)
        self.leaving.left.connect(self.left)
        self.leaving.failed.connect(self._not_backed_up)
        window.closing.connect(self._leave)
        dress()

    def begin(self, register: Path | None = None) -> None:
        """The first page: signing in, or the welcome where no register is known."""
        if register is not None or home.recent():
            self.sign_in(register)
        else:
            self.welcome()

    def welcome(self) -> WelcomePage:
        """Three ways to start."""
        page = WelcomePage(self.tasks)
        page.new_asked.connect(self.first_start)
        page.sample_asked.connect(self.sample)
        page.register_chosen.connect(self.sign_in)
        page.restore_asked.connect(self.putting_back.page)
        self.show(page)
        return page

    def sign_in(self, register: Path | None = None, user: str = "") -> SignInPage:
        """Ask for user and password."""
        page = SignInPage(self.tasks, home.recent(), user)
        page.opened.connect(self.enter)
        page.new_asked.connect(self.first_start)
        page.sample_asked.connect(self.sample)
        page.recovery_asked.connect(self.recover)
        page.restore_asked.connect(self.putting_back.page)
        page.damaged.connect(self.putting_back.offer)
        if register is not None:
            page.choose(register.absolute())
        self.show(page)
        return page

    def sign_in_at_once(self, register: Path, user: str, password: str) -> None:
        """Open a register whose password everybody knows: the sample."""
        page = self.sign_in(register, user)
        page.user.editor.setText(user)
        page.password.editor.setText(password)
        page.sign_in()

    def first_start(self) -> FirstStartPage:
        """Make a new register."""
        from ui.front.first_start import FirstStartPage

        page = FirstStartPage(self.tasks)
        page.made.connect(self._made)
        page.left.connect(self.begin)
        self.show(page)
        return page

    def recover(self, register: Path | None = None) -> RecoverPage:
        """Open by the recovery sheet."""
        from ui.front.recovery import RecoverPage

        page = RecoverPage(self.tasks, register)
        page.opened.connect(self._recovered)
        page.left.connect(self.begin)
        self.show(page)
        return page

    def sample(self) -> None:
        """Build the sample register, or take the one built before, and open it."""
        from hfp_desk.command import demo

        folder = home.folder() / "sample"
        register = folder / demo.REGISTER_NAME

        def build(progress: Progress) -> None:
            if not register.exists():
                demo.build(folder, lambda words: progress.step(0, 0, words))

        assert self.front is not None
        enter = demo.USER, demo.PASSWORD
        self.front.work("正在建立样例登记簿，约半分钟", build, lambda _: self.sign_in_at_once(register, *enter))

    def enter(self, register: Register, page: str = "", target: object = None) -> None:
        """Show the desk of a register that was opened on the worker."""
        register.db.connect(reuse_if_open=True)
        self._fresh = None
        if self.leaving.begun:
            register.close()
            return
        if not register.read_only:
            home.remember(register.path)
        self._begin_session(register, page, target)

    def change_user(self) -> None:
        """Put the register away for somebody else to sign in; what is typed or running is asked about first."""
        if self.session is None:
            return
        reason = self.window.reason_to_stay()
        if reason:
            ask(self.window, reason, "换人登录后，未保存或未完成的部分不会保留。", "仍要换人", self._change_user)
        else:
            self._change_user()

    def _change_user(self) -> None:
        assert self.session is not None
        register = self.session.office.register
        self.put_away()
        page = self.sign_in(register.path)
        page.hint("上一位用户已退出，请登录。")

    def _begin_session(self, register: Register, page: str, target: object) -> None:
        from ui.session import Session

        self.session = Session(self.window, register)
        self.front = None
        self.session.other_asked.connect(self.change_user)
        self.session.renew_asked.connect(self._renew)
        self.session.sample_asked.connect(self._try_sample)
        self.putting_back.watch(self.session)
        self.looking_on.watch(self.session)
        self.session.open(page, target)

    def _try_sample(self) -> None:
        """From an empty desk to the sample."""
        self.put_away()
        self.sign_in()
        self.sample()

    def _renew(self, section: object) -> None:
        assert self.session is not None
        register = self.session.office.register
        self.session.stop()
        dress()
        self._begin_session(register, pages.SETTINGS, section)
        self.session.desk.say("已保存，现在起按新的设置工作")

    def _made(self, register: Register, code: str) -> None:
        from hfp_desk.papers.recovery import RecoverySheet
        from hfp_desk.store import settings
        from ui.front.recovery import KeepSheetPage

        register.db.connect(reuse_if_open=True)
        office = str(settings.get(settings.OFFICE_NAME, ""))
        self._fresh = register
        page = KeepSheetPage(self.tasks, RecoverySheet(office, register.path.stem, code, register.user))
        page.done.connect(lambda: self.enter(register))
        self.show(page)

    def _recovered(self, register: Register) -> None:
        self.enter(register, pages.SETTINGS, "users")
        if self.session is not None:
            self.session.desk.say("已用恢复单打开并设好新密码。旧恢复单请作废，在这里重新生成一份。", "warn")

    def show(self, page: FrontPage) -> None:
        """Show a front page; the desk, if there was one, was put away."""
        self.front = page
        self.session = None
        self.window.show_front(page)
        page.setFocus()

    def put_away(self) -> None:
        """Close the desk and its register, on the worker; what is done there next waits for that."""
        assert self.session is not None
        self.session.stop()
        self.leaving.put_away(self.session.office.register)
        self.session = None

    def _not_backed_up(self, error: Exception) -> None:
        if isinstance(error, Refusal) and self.front is not None:
            self.front.show_error(error)
        else:
            self.tasks.failed.emit(error)

    def _leave(self) -> None:
        if self._fresh is not None:
            self._fresh.close()
        if self.session is not None:
            self.session.stop()
        self.leaving.leave(self.session.office.register if self.session is not None else None)
        self.session = None


def started(window: MainWindow) -> Program:
    """The program in its window; the application ends when it is left."""
    program = Program(window)
    QTimer.singleShot(0, _sweep)
    program.left.connect(QApplication.quit)
    return program


def _sweep() -> None:
    """What a killed program left of papers and receipts goes first; nobody waits for it."""
    from hfp_desk import scratch

    scratch.sweep()


def dress() -> None:
    """Wear the looks chosen on this workstation."""
    looks, app = home.looks(), QApplication.instance()
    chosen = style.load(looks.colours, looks.sizes)
    if isinstance(app, QApplication) and style.current() != chosen:
        style.apply(app, chosen)
