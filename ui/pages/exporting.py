"""Writing a list as it is seen into a workbook, on the worker."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from hfp_desk.problems import Progress
from hfp_desk.records import RecordType
from hfp_desk.store.listing import Listing, View
from ui.desk import Desk
from ui.front.files import save_file
from ui.office import Office

FOLDER = "export.folder"
"""The setting that remembers where lists were written."""

_BOOK = "Excel 工作簿 (*.xlsx)"
_KINDS = "Excel 工作簿 (*.xlsx);;CSV 文本 (*.csv)"


def ask(owner: QWidget, desk: Desk, office: Office, view: View, title: str) -> None:
    """Ask where to, then write."""
    folder = Path(desk.settings.get(FOLDER) or Path.home())
    save_file(owner, "导出清单", folder / f"{title}.xlsx", _KINDS, lambda path: write(desk, office, view, title, path))


def ask_return(owner: QWidget, desk: Desk, office: Office, kind: RecordType) -> None:
    """Ask where to, then write the whole list so that it can be corrected in Excel and imported back."""
    folder = Path(desk.settings.get(FOLDER) or Path.home())
    proposed = folder / f"{kind.title}_可再导入.xlsx"
    save_file(owner, "导出可再导入的表", proposed, _BOOK, lambda path: write_return(desk, office, kind, path))


def write_return(desk: Desk, office: Office, kind: RecordType, target: Path) -> None:
    """Write all columns of all records, each with its hidden number."""
    desk.settings.set(FOLDER, str(target.parent))

    def work(progress: Progress) -> int:
        from hfp_desk.excel import exporting

        names = {record: name for name, record in exporting.KINDS.items()}
        return exporting.export_return(office.register, names[kind.name], target, office.viewer, progress)

    done = office.in_session(work)
    words = f"到 {target.name}，改好后可直接导入，只更新改过的内容。"
    desk.tasks.run(done, lambda count: desk.say(f"已导出 {count:,} 条{words}"), title=f"导出{kind.title}")


def write(desk: Desk, office: Office, view: View, title: str, target: Path) -> None:
    """Write the list; the toast says how many rows and where they are."""
    desk.settings.set(FOLDER, str(target.parent))

    def work(progress: Progress) -> int:
        from hfp_desk.excel import exporting

        listing = Listing(office.register, view, office.viewer)
        return exporting.export(listing, target, title=title, by=office.register.user, progress=progress)

    done = office.in_session(work)
    desk.tasks.run(done, lambda count: desk.say(f"已导出 {count:,} 条到 {target.name}。"), title=f"导出{title}")
