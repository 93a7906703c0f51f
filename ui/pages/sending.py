"""导出下发模板: workbooks for the townships to check, one each, into a folder; filled in they are imported as usual."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from hfp_desk.problems import Progress
from hfp_desk.records import RecordType
from ui.desk import Desk
from ui.front.files import choose_folder
from ui.office import Office
from ui.pages import exporting

Towns = Callable[[], tuple[int, ...]]


def entries(
    owner: QWidget, desk: Desk, office: Office, kinds: tuple[RecordType, ...], towns: Towns
) -> list[tuple[str, Callable[[], object]]]:
    """The templates that hold lists of these kinds, for a menu; none for those who see names masked."""
    from hfp_desk.excel.template_kinds import TEMPLATES

    if not office.viewer.sees_persons:
        return []
    fitting = [one for one in TEMPLATES if any(part.record in kinds for part in one.parts)]
    return [(f"导出下发模板：{one.title}", partial(ask, owner, desk, office, one, towns)) for one in fitting]


def chosen(conditions: Mapping[str, Any]) -> tuple[int, ...]:
    """The townships a page is filtered by."""
    return tuple(int(one) for one in conditions.get("town", ()))


def ask(owner: QWidget, desk: Desk, office: Office, template: Any, towns: Towns) -> None:
    """Ask for the folder, then write."""
    folder = Path(desk.settings.get(exporting.FOLDER) or Path.home())
    words = f"{template.title}放在哪个文件夹"
    choose_folder(owner, words, folder, lambda target: write(desk, office, template, towns(), target))


def write(desk: Desk, office: Office, template: Any, towns: tuple[int, ...], folder: Path) -> None:
    """One workbook a township; the toast says how many and what to do with them."""
    desk.settings.set(exporting.FOLDER, str(folder))

    def work(progress: Progress) -> int:
        from hfp_desk.excel import templates

        return len(templates.write(office.register, template, folder, office.viewer, towns, progress))

    def done(count: int) -> None:
        desk.say(f"已为 {count:,} 个乡镇各写出一份{template.title}，放在“{folder.name}”；收回后用“导入”读入。")

    desk.tasks.run(office.in_session(work), done, title=f"导出{template.title}")
