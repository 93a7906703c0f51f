"""What leaves and what comes in on the page of townships' returns: each asks where, then works on the worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from hfp_desk import file_names
from hfp_desk.kinds import Day, Unreadable
from hfp_desk.problems import Progress
from hfp_desk.store import collecting
from hfp_desk.store.collecting_state import Standing, TownReturn
from hfp_desk.store.collecting_towns import Town
from ui.desk import Desk
from ui.front.files import choose_folder, save_file
from ui.office import Office
from ui.pages.exporting import FOLDER
from ui.pages.reason import AskLine

if TYPE_CHECKING:
    from hfp_desk.excel.collected_files import Arrived

_FILES = "报表工作簿 (*.xlsx *.xls *.et *.ods);;所有文件 (*)"
_BOOK = "Excel 工作簿 (*.xlsx)"


class CollectedOut:
    """``corner`` is where small questions open; ``arrived`` gets what became of files, ``done`` comes after a deed."""

    def __init__(
        self,
        owner: QWidget,
        corner: QWidget,
        desk: Desk,
        office: Office,
        arrived: Callable[[tuple[Arrived, ...]], object],
        done: Callable[[], object],
    ) -> None:
        self._owner, self._corner, self._desk, self._office = owner, corner, desk, office
        self._arrived, self._done = arrived, done

    def hand_out(self, found: Standing) -> None:
        """下发: ask for a folder, write a workbook for each township."""
        words = f"{found.definition.title} {found.period.label}的空表放在哪个文件夹"
        choose_folder(self._owner, words, self._folder(), partial(self.write_blanks, found))

    def write_blanks(self, found: Standing, folder: Path) -> None:
        """Write them on the worker."""
        self._desk.settings.set(FOLDER, str(folder))
        office = self._office

        def work(progress: Progress) -> int:
            from hfp_desk.excel import collected_files

            written = collected_files.hand_out(
                office.register, office.viewer, found.definition, found.period, folder, (), progress
            )
            return len(written)

        def told(count: int) -> None:
            self._desk.say(f"已为 {count:,} 个乡镇各写出一份空表，放在“{folder.name}”；收回后按 F4 收表。")

        self._desk.tasks.run(office.in_session(work), told, title=f"下发{found.definition.title}")

    def take_in(self, found: Standing) -> None:
        """收表: ask for files, one or many."""
        dialog = QFileDialog(self._owner, "选择乡镇报来的表（可以选多份）", str(self._folder()), _FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.take(found, [Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, found: Standing, files: Sequence[Path], town: Town | None = None) -> None:
        """Take files in on the worker; ``town`` is whom the clerk says they are from."""
        office = self._office
        if files:
            self._desk.settings.set(FOLDER, str(files[0].parent))

        def work(progress: Progress) -> tuple[Arrived, ...]:
            from hfp_desk.excel import collected_files

            return collected_files.take_in(office.register, found.definition, found.period, files, progress, town=town)

        title = f"收 {len(files):,} 份{found.definition.title}"
        self._desk.tasks.run(office.in_session(work), self._arrived, title=title)

    def reject(self, found: Standing, line: TownReturn) -> None:
        """退回: ask why, then where the township's copy goes."""
        proposed = f"有 {line.errors} 处差错，请按批注更正" if line.errors else ""
        name = file_names.proposed(f"{line.town.name}_{found.definition.title}_{found.period.mark}_退回", ".xlsx")

        def where(reason: str) -> None:
            title = f"{line.town.name}的退回件"
            save_file(self._owner, title, self._folder() / name, _BOOK, partial(self.write_back, found, line, reason))

        note = "原因和各处批注写进乡镇原表的副本，副本另存后发回乡镇。"
        AskLine(self._corner, f"退回{line.town.name}的表", "要乡镇改什么", "退回", where, note).ask(proposed)

    def write_back(self, found: Standing, line: TownReturn, reason: str, target: Path) -> None:
        """Write the copy with the reasons on the worker."""
        self._desk.settings.set(FOLDER, str(target.parent))
        office = self._office

        def work(_progress: Progress) -> Path:
            from hfp_desk.excel import collected_back

            return collected_back.write(office.register, found, line, reason, target)

        def told(path: Path) -> None:
            self._desk.say(f"已退回{line.town.name}的表，退回件是 {path.name}。")
            self._done()

        self._desk.tasks.run(office.in_session(work), told, title=f"退回{line.town.name}的表")

    def accept(self, _found: Standing, line: TownReturn) -> None:
        """审核通过; one with errors asks for what explains them."""
        if not line.errors:
            self._accept(line, "")
            return
        title = f"{line.town.name}还有 {line.errors} 处差错"
        note = "确实无误的，写明情况后通过；否则请按 F8 退回。"
        AskLine(self._corner, title, "情况说明", "审核通过", partial(self._accept, line), note).ask()

    def change_day(self, _found: Standing, line: TownReturn) -> None:
        """更正收到日期: the day on which a return really came."""
        title, note = f"{line.town.name}的表哪天收到", "以此判定是否迟报；改动记入日志。"
        kept = line.kept.received_at[:10] if line.kept is not None else ""
        AskLine(self._corner, title, "如 2020-03-27", "更正", partial(self._change_day, line), note).ask(kept)

    def export(self, found: Standing) -> None:
        """汇总导出: ask what for and where to."""
        name = file_names.proposed(f"{found.definition.title}_{found.period.mark}_乡镇汇总", ".xlsx")

        def where(purpose: str) -> None:
            save_file(
                self._owner, "导出乡镇汇总", self._folder() / name, _BOOK, partial(self.write_sum, found, purpose)
            )

        said = "".join(found.notes()) or "各乡镇都已报齐。"
        AskLine(self._corner, "导出乡镇汇总", "用途，如：汇总上报", "导出", where, said).ask("汇总乡镇报表")

    def write_sum(self, found: Standing, purpose: str, target: Path) -> None:
        """Write the sum on the worker."""
        self._desk.settings.set(FOLDER, str(target.parent))
        office = self._office

        def work(_progress: Progress) -> int:
            from hfp_desk.excel import collected_files

            return collected_files.write_sum(office.register, office.viewer, found, target, purpose)

        def told(count: int) -> None:
            self._desk.say(f"已导出乡镇汇总 {count - 1:,} 行到 {target.name}。")

        self._desk.tasks.run(office.in_session(work), told, title="导出乡镇汇总")

    def _accept(self, line: TownReturn, reason: str) -> None:
        register, record, errors = self._office.register, _record(line), line.errors
        self._deed(lambda: collecting.accept(register, record, reason, errors), f"{line.town.name}的表已审核通过。")

    def _change_day(self, line: TownReturn, words: str) -> None:
        try:
            day = Day().read(words)
        except Unreadable as wrong:
            self._desk.say(str(wrong), "warn")
            return
        if isinstance(day, date):
            register, record = self._office.register, _record(line)
            words = f"{line.town.name}的收到日期改为 {day}。"
            self._deed(lambda: collecting.came_on(register, record, day), words)

    def _deed(self, work: Callable[[], None], words: str) -> None:
        def done(_nothing: None) -> None:
            self._desk.say(words)
            self._done()

        self._desk.tasks.run(self._office.in_session(lambda _progress: work()), done)

    def _folder(self) -> Path:
        return Path(self._desk.settings.get(FOLDER) or Path.home())


def _record(line: TownReturn) -> int:
    assert line.kept is not None
    return line.kept.id
