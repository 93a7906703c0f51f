"""Signing in: which register, who, and the password."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from hfp_desk.problems import Refusal
from ui.front import opening
from ui.front.card import FrontPage, links
from ui.front.fields import Labelled, PasswordLine, PickLine
from ui.front.files import REGISTERS, open_file
from ui.front.patience import Patience
from ui.front.registers import RegisterList
from ui.tasks import Tasks
from ui.widgets.ask import ask
from ui.widgets.choices import Choice
from ui.widgets.parts import button, label, tight

TITLE = "健康扶贫台账"


class SignInPage(FrontPage):
    """``opened`` carries the register; the other signals ask for another front page.

    ``damaged``: the register, why it cannot be read, and who wanted to open it by which password.
    """

    opened = Signal(object)
    new_asked = Signal()
    sample_asked = Signal()
    recovery_asked = Signal(object)
    restore_asked = Signal(object)
    damaged = Signal(object, object, str, str)

    def __init__(self, tasks: Tasks, registers: Sequence[Path], user: str = "", *, second: int = 1000) -> None:
        super().__init__(tasks, TITLE, "选择登记簿，输入用户和密码。")
        self._wanted = user
        self._users: tuple[str, ...] = ()
        self.list = RegisterList(registers)
        self.user = Labelled("用户", PickLine(self._find, "经办人姓名"))
        self.password = Labelled("密码", PasswordLine())
        self.go = button("登录", done=self.sign_in, look="primary")
        self.look = button("只读打开", "eye", hint="只查看，不能修改")
        self.look.hide()
        self._look_at = ("", "")
        self.patience = Patience(self.go, second)
        self._fill()
        self.list.picked.connect(self._register_picked)
        self.patience.over.connect(self.trouble.hide)
        self.list.setCurrentRow(0)
        tasks.run(lambda _: opening.warm_up(), lambda _: None)

    @property
    def register(self) -> Path | None:
        """The chosen register."""
        return self.list.current

    def choose(self, register: Path) -> None:
        """Work with this register."""
        self.list.pick(register)

    def hint(self, words: str) -> None:
        """Say something quietly under the password."""
        self.password.explain(words)

    def sign_in(self) -> None:
        """Open the chosen register with what was typed."""
        path, user, password = self.register, self.user.text, self.password.editor.text()
        if path is None or self.patience.left:
            return
        missing = self.user if not user else self.password if not password else None
        if missing is not None:
            missing.fault("请填写用户姓名。" if missing is self.user else "请输入密码。")
            missing.setFocus()
            return
        self.look.hide()
        failed = partial(self._refused, path, user, password)
        self.work("正在打开登记簿", opening.by_password(path, user, password), self.opened.emit, failed)

    def look_only(self) -> None:
        """Open the register that cannot be had for reading only, by what was typed for it."""
        if self.register is not None and not self.look.isHidden():
            self.look.hide()
            self.work("正在只读打开", opening.to_look_at(self.register, *self._look_at), self.opened.emit)

    def _refused(self, path: Path, user: str, password: str, refusal: Refusal) -> None:
        if opening.is_damaged(refusal):
            self.damaged.emit(path, refusal, user, password)
            return
        if opening.can_be_looked_at(refusal):
            self._look_at = (user, password)
            self.look.show()
            self.look.setFocus()
            return
        self.password.editor.clear()
        self.password.setFocus()
        delay = opening.delay_after(refusal)
        if delay is not None:
            self.patience.wait(delay)
        else:
            self.tasks.run(lambda _: opening.lost_keys(path), self._offer_keys)

    def _offer_keys(self, found: opening.LostKeys | None) -> None:
        """The key file is gone or damaged: offer the one of the newest backup."""
        if found is not None:
            sentence = f"登记簿“{found.register.stem}”的钥匙文件不见了或已损坏，登记的内容没有受影响。"
            advice = f"备份文件夹里有 {found.at[:16]} 的一份。取回后，用那时的用户和密码登录。"
            ask(self, sentence, advice, "取回钥匙", partial(self._take_keys, found))

    def _take_keys(self, found: opening.LostKeys) -> None:
        self.work("正在取回钥匙文件", found.take, lambda _: self._keys_taken(found))

    def _keys_taken(self, found: opening.LostKeys) -> None:
        self._register_picked(found.register)
        self.hint(f"钥匙已取回，请用 {found.at[:10]} 时的密码登录。")

    def _register_picked(self, register: Path) -> None:
        self.trouble.hide()
        self.look.hide()
        self.password.explain("")
        self.tasks.run(lambda _: opening.known(register), self._know)

    def _know(self, known: opening.Known) -> None:
        self._users = users = known.users
        self.patience.wait(known.delay)
        likely = self._wanted if self._wanted in users else users[0] if len(users) == 1 else ""
        if likely and not self.user.text:
            self.user.editor.setText(likely)
        self.setFocusProxy(self.password if self.user.text else self.user)
        if self.isVisible() and not self.list.hasFocus():
            self.setFocus()

    def _find(self, text: str) -> list[Choice]:
        return [Choice(name, name) for name in self._users if text in name]

    def _fill(self) -> None:
        other = button("打开其他登记簿…", done=self._browse, look="link")
        registers = QVBoxLayout()
        tight(registers, spacing=4)
        registers.addWidget(label("登记簿", "quiet"))
        registers.addWidget(self.list)
        registers.addLayout(links(other))
        self.body.addLayout(registers)
        for field in (self.user, self.password):
            self.body.addWidget(field)
        self.finish(self.go)
        self.body.insertWidget(self.body.indexOf(self.go), self.look)
        self.look.clicked.connect(self.look_only)
        new = button("新建登记簿", done=self.new_asked.emit, look="link")
        recover = button("用恢复单打开", done=lambda: self.recovery_asked.emit(self.register), look="link")
        sample = button("试用样例", done=self.sample_asked.emit, look="link")
        restore = button("从备份恢复…", done=lambda: self.restore_asked.emit(self.register), look="link")
        self.body.addLayout(links(new, recover, restore, sample))
        self.walk(self.list, self.user.editor, self.password.editor, self.go)
        self.setTabOrder(self.password.editor, self.look)
        self.setTabOrder(self.look, self.go)
        self.setFocusProxy(self.user)

    def _browse(self) -> None:
        folder = self.register.parent if self.register is not None else Path.home()
        open_file(self, "打开登记簿", folder, REGISTERS, self.choose)
