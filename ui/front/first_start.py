"""The first start: one page from the county to the first user; Enter goes on to the end."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QLineEdit

from hfp_desk import policy
from hfp_desk.divisions import Division
from hfp_desk.problems import Progress
from hfp_desk.store.opening import Register
from ui.front.card import FrontPage, links, side_by_side
from ui.front.fields import Labelled, NewPassword, PickLine
from ui.front.files import REGISTERS, save_file
from ui.front.opening import handed_over
from ui.front.region import Region
from ui.tasks import Tasks
from ui.widgets.choices import Choice
from ui.widgets.parts import button, label, rule

_FOLDER = "健康扶贫台账"


class FirstStartPage(FrontPage):
    """``made`` carries the new register, open, and its recovery code; ``left`` goes back without one."""

    made = Signal(object, str)
    left = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tasks, "新建登记簿", "填完一栏按 Enter 到下一栏；县以下的乡镇和村会自动载入。", 760)
        self.region = Region(self)
        self.office = Labelled("单位名称", QLineEdit(), "印在台账和表册上")
        self.policy = Labelled("政策地区", PickLine(_find_policy), "病种、报销比例等按该地区文件执行，以后可以更换")
        browse = button("浏览…", done=self._browse)
        self.place = Labelled("登记簿存放位置", QLineEdit(), beside=browse)
        self.user = Labelled("第一位用户姓名", QLineEdit(), "经办人本人，登录时使用")
        self.password = NewPassword()
        self.go = button("建立登记簿", done=self.make, look="primary")
        self._own_words: set[QLineEdit] = set()
        self._fill()
        self._propose(None)
        self.region.county_chosen.connect(self._propose)

    def make(self) -> None:
        """Make the register when every field holds; else go to the first that does not."""
        wrong = self._first_wrong()
        if wrong is not None:
            wrong.setFocus()
            return
        self.work("正在建立加密登记簿", self._maker(), lambda pair: self.made.emit(*pair))

    def _maker(self) -> Callable[[Progress], tuple[Register, str]]:
        county, chosen = self.region.county, _editor(self.policy).picked
        assert county is not None
        assert chosen is not None
        path, office = Path(self.place.text), self.office.text
        user, password = self.user.text, self.password.text

        def make(progress: Progress) -> tuple[Register, str]:
            from hfp_desk.store import setup

            register, code = setup.new_register(
                path,
                office=office,
                county=county.code,
                policy_name=str(chosen.value),
                user=user,
                password=password,
                progress=progress,
            )
            return handed_over(register), code

        return make

    def _first_wrong(self) -> Labelled | None:
        """Every field is checked, so that everything wrong is said at once."""
        found = []
        if not self.region.holds():
            found.append(self.region.fields[2])
        for field, words in ((self.office, "请填写单位全称。"), (self.user, "请填写经办人姓名。")):
            if not field.text:
                field.fault(words)
                found.append(field)
        if _editor(self.policy).picked is None:
            self.policy.fault("请从列表中选择政策地区。")
            found.append(self.policy)
        if self.place.text and Path(self.place.text).exists():
            self.place.fault("这里已经有一个同名的文件，请换一个文件名。")
            found.append(self.place)
        if not self.password.holds():
            found.append(self.password.first)
        return found[0] if found else None

    def _propose(self, county: Division | None) -> None:
        """Office, policy region and file follow the county until somebody writes something else there."""
        code, name = (county.code, county.name) if county is not None else ("", "")
        if self.office.editor not in self._own_words:
            self.office.editor.setText(f"{name}卫生健康委员会" if name else "")
        if self.policy.editor not in self._own_words:
            _editor(self.policy).put(_policy_choice(policy.suggested(code)))
        if self.place.editor not in self._own_words:
            self.place.editor.setText(str(_free(_documents() / f"{name or '登记簿'}.hfp")))

    def _fill(self) -> None:
        self.body.addLayout(side_by_side(self.region.fields))
        self.body.addLayout(side_by_side((self.office, self.policy)))
        self.body.addWidget(self.place)
        self.body.addWidget(rule())
        self.body.addLayout(side_by_side((self.user, self.password.first, self.password.again)))
        self.body.addWidget(label("密码不能找回：建成后请把恢复单打印封存。", "quiet", "small"))
        self.finish(self.go)
        self.body.addLayout(links(button("返回", "back", self.left.emit, "link")))
        for line in (self.office.editor, self.policy.editor, self.place.editor):
            line.textEdited.connect(lambda _, line=line: self._own_words.add(line))
        _editor(self.policy).chosen.connect(lambda _: self._own_words.add(self.policy.editor))
        lines = (*self.region.lines, self.office.editor, self.policy.editor, self.place.editor, self.user.editor)
        self.walk(*lines, self.password.first.editor, self.password.again.editor, self.go)
        self.setFocusProxy(self.region.lines[0])

    def _browse(self) -> None:
        save_file(self, "登记簿存放位置", Path(self.place.text), REGISTERS, self._placed)

    def _placed(self, path: Path) -> None:
        self._own_words.add(self.place.editor)
        self.place.editor.setText(str(path))


def _editor(field: Labelled) -> PickLine:
    assert isinstance(field.editor, PickLine)
    return field.editor


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)) / _FOLDER


def _free(path: Path) -> Path:
    """The proposed file, with a number when there is one of that name."""
    names = (path, *(path.with_stem(f"{path.stem}{number}") for number in range(2, 100)))
    return next((name for name in names if not name.exists()), path)


def _find_policy(text: str) -> list[Choice]:
    return [choice for choice in map(_policy_choice, policy.names()) if text in choice.label]


def _policy_choice(name: str) -> Choice:
    return Choice(name, policy.load(name).label)
