"""The recovery sheet: kept when a register is new, and what opens it when the password is lost."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from hfp_desk.papers.recovery import RecoverySheet
from hfp_desk.problems import Refusal
from ui.front import opening
from ui.front.card import FrontPage, links, side_by_side
from ui.front.code_panel import CodePanel
from ui.front.fields import Labelled, NewPassword, PickLine
from ui.front.files import REGISTERS, open_file
from ui.front.patience import Patience
from ui.tasks import Tasks
from ui.widgets.choices import Choice
from ui.widgets.parts import button, label

_GROUP, _LENGTH = 4, 24
_WHY = (
    "恢复码是忘记密码时打开登记簿的唯一办法，只显示这一次。"
    "请打印恢复单，装入信封密封，由单位指定专人锁存；不要拍照，不要留在电脑里。"
)


class KeepSheetPage(FrontPage):
    """Between making a register and working in it: the code must be safe first. ``done`` goes on."""

    done = Signal()

    def __init__(self, tasks: Tasks, sheet: RecoverySheet) -> None:
        super().__init__(tasks, "请保管好恢复单", f"登记簿“{sheet.register}”已建立。", 560)
        self.panel = CodePanel(tasks, sheet)
        self.go = button("我已打印封存，进入登记簿", done=self.done.emit, look="primary")
        self.go.setEnabled(False)
        self.panel.kept.connect(self.go.setEnabled)
        self.panel.failed.connect(self.show_error)
        self.body.addWidget(label(_WHY, wrap=True))
        self.body.addWidget(self.panel)
        self.finish(self.go)
        self.setFocusProxy(self.panel.save_button)

    def reason_to_stay(self) -> str:
        """The code is shown once: it must not be lost."""
        return "" if self.panel.safe else "恢复码还没有打印或抄写，离开后再也看不到它。"


class RecoverPage(FrontPage):
    """Opens a register by its recovery sheet and sets a new password; ``left`` goes back."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, tasks: Tasks, register: Path | None, *, second: int = 1000) -> None:
        super().__init__(tasks, "用恢复单打开", "照恢复单输入恢复码，并设新密码；原来的资料不受影响。", 560)
        browse = button("浏览…", done=self._browse)
        self.place = Labelled("登记簿", QLineEdit(str(register) if register is not None else ""), beside=browse)
        self.code = Labelled("恢复码", CodeLine(), f"共 {_LENGTH} 位，不分大小写，分隔线自动补上")
        self.user = Labelled("用户姓名", PickLine(self._find, "原来的用户，或新的经办人"))
        self.password = NewPassword("新密码")
        self.go = button("打开并设新密码", done=self.recover, look="primary")
        self.patience = Patience(self.go, second)
        self.patience.over.connect(self.trouble.hide)
        self._fill()

    def recover(self) -> None:
        """Open with what was typed when every field holds."""
        wrong = self._first_wrong()
        if wrong is not None:
            wrong.setFocus()
        elif not self.patience.left:
            path, code = Path(self.place.text), self.code.text
            work = opening.by_code(path, code, self.user.text, self.password.text)
            self.work("正在核对恢复码", work, self.opened.emit, self._refused)

    def _first_wrong(self) -> Labelled | None:
        found = []
        if not self.place.text:
            self.place.fault("请选择登记簿文件。")
            found.append(self.place)
        typed = len(plain_code(self.code.text))
        if typed != _LENGTH:
            self.code.fault(f"恢复码应有 {_LENGTH} 位，现在是 {typed} 位，请逐组核对。")
            found.append(self.code)
        if not self.user.text:
            self.user.fault("请填写用户姓名。")
            found.append(self.user)
        if not self.password.holds():
            found.append(self.password.first)
        return found[0] if found else None

    def _refused(self, refusal: Refusal) -> None:
        delay = opening.delay_after(refusal)
        if delay is not None:
            self.code.setFocus()
            self.patience.wait(delay)

    def _find(self, text: str) -> list[Choice]:
        """All users by ↓; nothing while typing, for a new name may begin like an old one."""
        return [] if text else [Choice(name, name) for name in opening.users_of(Path(self.place.text))]

    def _fill(self) -> None:
        for field in (self.place, self.code, self.user):
            self.body.addWidget(field)
        self.body.addLayout(side_by_side((self.password.first, self.password.again)))
        self.finish(self.go)
        self.body.addLayout(links(button("返回", "back", self.left.emit, "link")))
        first, again = self.password.first.editor, self.password.again.editor
        self.walk(self.place.editor, self.code.editor, self.user.editor, first, again, self.go)
        self.setFocusProxy(self.code if self.place.text else self.place)

    def _browse(self) -> None:
        folder = Path(self.place.text).parent if self.place.text else Path.home()
        open_file(self, "选择登记簿", folder, REGISTERS, lambda path: self.place.editor.setText(str(path)))


class CodeLine(QLineEdit):
    """A recovery code, put into capital letters and groups of four while it is typed or pasted."""

    def __init__(self) -> None:
        super().__init__()
        self.textEdited.connect(self._group)

    def _group(self, text: str) -> None:
        before = len(plain_code(text[: self.cursorPosition()]))
        self.setText(grouped(text))
        self.setCursorPosition(min(before + max(before - 1, 0) // _GROUP, len(self.text())))


def plain_code(text: str) -> str:
    """The letters and digits of a code, capital."""
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())


def grouped(text: str) -> str:
    """A code in groups of four."""
    plain = plain_code(text)[:_LENGTH]
    return "-".join(plain[at : at + _GROUP] for at in range(0, len(plain), _GROUP))
