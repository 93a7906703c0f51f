"""Taking a list out of the office: the panel asks how much and what for, a dialog where to, the worker writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hfp_desk import file_names
from hfp_desk.problems import Progress
from hfp_desk.records import RecordType
from hfp_desk.store import leaving
from hfp_desk.store.leaving import Leaving, Profile
from hfp_desk.store.listing import View
from ui.desk import Desk
from ui.front.files import save_file
from ui.office import Office
from ui.pages.narrowing import require_whole

FOLDER = "export.folder"
"""The setting that remembers where lists were written."""

_BOOK = "Excel 工作簿 (*.xlsx)"
_KINDS = "Excel 工作簿 (*.xlsx);;CSV 文本 (*.csv)"


@dataclass(frozen=True)
class Asked:
    """What is to be taken out. ``narrowed`` says to which records of another page's finding; ``back``: comes back."""

    view: View
    title: str
    narrowed: str = ""
    back: bool = False


@dataclass(frozen=True)
class Answer:
    """How it leaves, as the panel was filled in."""

    profile: Profile
    purpose: str
    view: View
    password: str = ""


def whole(kind: RecordType) -> Asked:
    """All columns of all records, so that they can be corrected in Excel and imported back."""
    from hfp_desk.excel import exporting

    return Asked(View(kind, exporting.return_columns(kind)), f"{kind.title}_可再导入", back=True)


def ready(office: Office, asked: Asked, answer: Answer) -> Leaving:
    """The list as it would leave; Refusal when it may not."""
    if answer.profile is Profile.NOTICE:
        require_whole(asked.narrowed)
    return leaving.leaving(answer.view, office.viewer, answer.profile, title=asked.title, purpose=answer.purpose)


def send(
    owner: QWidget,
    desk: Desk,
    office: Office,
    left: Leaving,
    answer: Answer,
    done: Callable[[], object],
    *,
    back: bool = False,
) -> None:
    """Ask where to write, then write; the name proposed says what is in the file and how much of it."""
    folder = Path(desk.settings.get(FOLDER) or Path.home())
    name = file_names.proposed(f"{left.title}_{left.profile.label.partition('（')[0]}", ".xlsx")

    def chosen(target: Path) -> None:
        write(desk, office, left, target, password=answer.password, back=back)
        done()

    kinds = _BOOK if answer.password or back else _KINDS
    save_file(owner, f"导出{left.title}", folder / name, kinds, chosen)


def write(desk: Desk, office: Office, left: Leaving, target: Path, *, password: str = "", back: bool = False) -> None:
    """Write the list; the toast says how many rows and where they are."""
    desk.settings.set(FOLDER, str(target.parent))

    def work(progress: Progress) -> int:
        from hfp_desk.excel import exporting

        return exporting.export(office.register, left, target, password=password, numbered=back, progress=progress)

    def done(count: int) -> None:
        more = "，改好后可直接导入，只更新改过的内容" if back else ""
        lock = "，打开时要输入密码" if password else ""
        desk.say(f"已按“{left.profile.label}”导出 {count:,} 条到 {target.name}{lock}{more}。")

    desk.tasks.run(office.in_session(work), done, title=f"导出{left.title}")
