"""The desk of a signed-in user: its pages, head bar, status line and keys, from opening to locking."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QShortcut

from hfp_desk import mishap
from hfp_desk.policy import Policy
from hfp_desk.records import PLACE
from hfp_desk.store import searching, settings, traces
from hfp_desk.store.opening import Register
from hfp_desk.store.seeking import further
from ui import pages
from ui.desk import Desk, Heading
from ui.entries import entries
from ui.locking import Lock
from ui.main_window import MainWindow
from ui.office import Office
from ui.pages import typing
from ui.pages.jump import jump
from ui.shell import Shell
from ui.status import Status
from ui.widgets.ask import tell
from ui.widgets.choices import Choice
from ui.widgets.search_box import MASKED_WORDS, WORDS

_CITY = re.compile(r"^(国家|.{2,6}?[市州盟县区旗])")


class UserSettings:
    """What is remembered for one user, kept in the register; only for now where that is only looked at."""

    def __init__(self, register: Register) -> None:
        self._user = register.user
        self._read_only = register.read_only
        self._now: dict[str, str] = {}

    def get(self, key: str) -> str:
        """The value kept under ``key``, nothing when there is none."""
        return self._now[key] if key in self._now else str(settings.get(key, "", self._user))

    def set(self, key: str, value: str) -> None:
        """Keep ``value`` under ``key``."""
        if self._read_only:
            self._now[key] = value
        elif self.get(key) != value:
            settings.put(key, value, self._user)


_PEOPLE = 6
"""How many people stand before the doctors, institutions and villages that fit as well."""


class Session(QObject):
    """Owns the shell in ``window`` and its lock.

    The program obeys ``other_asked`` (somebody else wants to sign in) and ``renew_asked`` (with a settings section).
    """

    other_asked = Signal()
    renew_asked = Signal(object)
    sample_asked = Signal()

    def __init__(self, window: MainWindow, register: Register) -> None:
        super().__init__(window)
        self.office = Office.of(register)
        self.desk = Desk(UserSettings(register), heading(self.office))
        self.shell = Shell(self.desk, entries(self.office), self.find)
        self.shell.head.search.promise(WORDS if self.office.eyes.sees_persons else MASKED_WORDS)
        window.show_desk(self.shell)
        self.status = Status(self.shell.status, self.desk, self.office)
        self.lock = Lock(window, self.desk, self.office)
        self._window = window
        self._connect()
        self._chips()
        self._greet()
        typing.offer(window, self.desk, self.office)

    def find(self, text: str) -> Sequence[Choice]:
        """People for the search (Ctrl+K), then doctors, institutions and villages."""
        register, eyes = self.office.register, self.office.eyes
        people = [Choice(hit.id, hit.title, "", hit.detail) for hit in searching.find_people(register, text, eyes)]
        others = [Choice((one.kind, one.id), one.title, one.word, one.hint) for one in further(register, text, eyes)]
        return [*people[:_PEOPLE], *others, *people[_PEOPLE:]]

    def open(self, page: str = "", target: object = None) -> None:
        """Open a page; the first of the navigation when none is named."""
        listed = [entry.key for entry in entries(self.office) if entry.listed]
        self.shell.go(page or listed[0], target)

    def stop(self) -> None:
        """Let the worker finish and look no more."""
        self.shell.rest()
        self.lock.stop()
        self.status.stop()
        self.desk.stop()

    def _go_to(self, found: object) -> None:
        """A person's page; a village among all villages; the form of anything else."""
        if not isinstance(found, tuple):
            self.open(pages.PERSON, found)
            return
        kind, record = found
        if kind == PLACE.name:
            self.open(pages.COVERAGE, record)
        else:
            jump(self.desk, self.office, kind, record)

    def _connect(self) -> None:
        line = self.shell.status
        line.backup_opened.connect(lambda: self.open(pages.SETTINGS, "backup"))
        line.todo_opened.connect(lambda: self.open(pages.WORKBENCH))
        line.gaps_opened.connect(lambda: self.open(pages.WORKBENCH))
        self.shell.found.connect(self._go_to)
        self.shell.help_asked.connect(self._help)
        self.desk.gone.connect(self._gone)
        self.desk.failed.connect(self._suspect)
        self.lock.other_asked.connect(self.other_asked)
        QShortcut("Ctrl+L", self.shell, self.lock.lock)

    def _suspect(self, error: BaseException) -> None:
        """Damaged pages: the register is looked at when it is next opened."""
        if mishap.is_damage(error):
            traces.suspect(self.office.register.path)

    def _gone(self, page: str, target: object) -> None:
        if page == pages.RENEW:
            self.renew_asked.emit(target)
        elif page == pages.SAMPLE:
            self.sample_asked.emit()
        elif page == pages.BACKUP:
            self.open(pages.SETTINGS, "backup")

    def _chips(self) -> None:
        head, words = self.shell.head, self.desk.heading
        settings_of_policy = (("查看政策和指标", lambda: self.open(pages.SETTINGS, "policy")),)
        head.set_chip(head.policy, words.policy, settings_of_policy)
        for_user = (
            ("修改密码", lambda: self.open(pages.SETTINGS, "users")),
            ("锁定（Ctrl+L）", self.lock.lock),
            ("换人登录", self.other_asked.emit),
            ("退出", self._window.close),
        )
        head.set_chip(head.user, words.user, for_user)

    def _greet(self) -> None:
        """Say once what happened since the last signing in."""
        register = self.office.register
        if register.greeting:
            advice = "如果不是您或同事输错，请告诉管理员并修改密码；明细见“日志”。"
            tell(self._window, register.greeting, advice).open()
            register.greeting = ""

    def _help(self) -> None:
        self.desk.say("把光标放在某一栏再按 F1，可看这一栏的填写说明。", "")


def heading(office: Office) -> Heading:
    """What the title and the chips of the head bar say."""
    name = str(settings.get(settings.OFFICE_NAME, ""))
    return Heading(name, "", short_name(office.policy), office.register.user)


def short_name(policy: Policy) -> str:
    """A policy in a few words: 樟树市 2020."""
    place = _CITY.match(policy.label)
    return f"{place[0] if place else policy.abbreviation} {policy.name.rpartition('-')[2]}"
