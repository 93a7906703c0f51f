"""导出 of a page whose list is computed: the lines of its grid as they stand, with the purpose asked first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from hfp_desk import file_names
from hfp_desk.problems import Progress
from ui.desk import Desk
from ui.grid import Grid
from ui.office import Office
from ui.pages import seen_export
from ui.pages.seen_export import Export


class SeenOut:
    """``told`` gives the name of the list, and in words what it is narrowed to."""

    def __init__(
        self, grid: Grid, desk: Desk, office: Office, example: str, told: Callable[[], tuple[str, Mapping[str, str]]]
    ) -> None:
        self._grid, self._desk, self._office, self._example, self._told = grid, desk, office, example, told

    def export(self) -> None:
        """What the list is wanted for, and then where to."""
        if not self._grid.rows:
            self._desk.say("没有可以导出的内容。", "warn")
            return
        title, narrowed = self._told()
        name = file_names.proposed("_".join((title, *filter(None, narrowed.values()))), ".xlsx")
        export = Export(f"导出{title}", self._example, name)
        seen_export.ask(self._grid, self._grid.foot, self._desk, export, self.write)

    def write(self, purpose: str, target: Path) -> None:
        """Write the lines as they are seen; the toast says how many and where."""
        rows, office = self._grid.rows, self._office
        if not rows:
            return
        title, narrowed = self._told()
        columns = [(one.label, one.chars) for one in rows.columns]
        texts = [tuple(rows.cells(row)) for row in range(len(rows))]

        def work(_progress: Progress) -> int:
            from hfp_desk.excel import seen_files

            seen = seen_files.Seen(title, columns, texts, {key: words for key, words in narrowed.items() if words})
            return seen_files.write(office.register, office.viewer, seen, target, purpose)

        seen_export.run(self._desk, office, work, target, title=f"导出{title}", unit="行")
