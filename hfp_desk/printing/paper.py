"""Paper in millimetres from its top left corner: text that stays in its box, rules, tints, page numbers.

A ``Paper`` is one PDF file. It is made of sections (a ledger, one person's sheet), each with its own page
numbers. The file appears under its name only when all of it is written; an error or a cancel leaves nothing.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from hfp_desk.printing.facts import Align, Made
from hfp_desk.printing.fonts import Face, Fonts, fonts
from hfp_desk.printing.ink import Ink
from hfp_desk.printing.sheets import A4, MM, Box, Sheet
from hfp_desk.printing.stream import StreamedCanvas
from hfp_desk.printing.text import Fitted, clean, even_out, fit, one_line, wrap
from hfp_desk.problems import Problem, Refusal, Severity

THIN, THICK = 0.5, 1.0
RISE = 0.36
"""From the middle of a Chinese character down to its base line, in em."""


class Paper:
    """One PDF; use as a context manager and begin a section before drawing."""

    def __init__(
        self,
        target: Path | BinaryIO,
        title: str = "",
        made: Made | None = None,
        typefaces: Fonts | None = None,
    ) -> None:
        self._place = target if isinstance(target, Path) else None
        self._file = _opened(_part(target)) if isinstance(target, Path) else target
        self.canvas = StreamedCanvas(self._file, made.at if made else None)
        self.canvas.setTitle(title)
        self.canvas.setAuthor(made.office if made else "")
        self.canvas.setCreator("健康扶贫台账")
        self.canvas.setSubject("")
        self.fonts = typefaces or fonts()
        self.ink = Ink(self.fonts, self.canvas._doc)
        self.made = made
        self.sheet = A4
        self.number = 0
        self.pages = 0
        self._numbered = self._told = True
        self.section = 0
        self._marks = 0
        self._waiting: list[tuple[str, int]] = []
        self._overflows: dict[str, Problem] = {}

    # Sections and pages

    def begin(self, sheet: Sheet, numbered: bool = True, told: bool = True) -> None:
        """Begin a section on ``sheet``: its first page is number 1. A cover is not numbered.

        A certificate does not even say, with ``told`` off, who printed it.
        """
        self.end()
        self._numbered, self._told = numbered, told
        self.sheet = sheet
        self.section += 1
        self.canvas.setPageSize((sheet.width * MM, sheet.height * MM))
        self.canvas._doc.expect(self._total)
        self.number = 1
        self._mark()

    def next_page(self) -> None:
        """Finish the page and go on with the next of the same section."""
        self._finish_page()
        self.number += 1

    def room_for(self, y: float, height: float) -> float:
        """Where something ``height`` tall may begin: here, or at the top of the next page."""
        if y + height <= self.sheet.foot:
            return y
        self.next_page()
        return self.sheet.top

    def end(self) -> None:
        """Finish the section; now its number of pages is known."""
        if not self.number:
            return
        self._finish_page()
        with self.form(self._total):
            self.text(1.5, 10, f"共 {self.number} 页", size=9)
        self.number = 0

    def bookmark(self, title: str, level: int = 0) -> None:
        """An entry of the reader's outline for this page, or for the next section when none is open."""
        self._waiting.append((title, level))
        if self.number:
            self._mark()

    @contextmanager
    def form(self, name: str) -> Iterator[None]:
        """Draw something once under a name; ``stamp`` puts it on as many pages as needed."""
        self.canvas.beginForm(name, 0, 0, *self.canvas._pagesize)
        yield
        self.canvas.endForm()

    def stamp(self, name: str, x: float = 0, y: float = 0) -> None:
        """Put a form on this page, moved by millimetres."""
        self.code(f"q 1 0 0 1 {x * MM:.2f} {-y * MM:.2f} cm")
        self.canvas.doForm(name)
        self.code("Q")

    # Marks on the page

    def code(self, operators: str) -> None:
        """Add page operators as they are."""
        self.canvas._code.append(operators)

    def line(self, x1: float, y1: float, x2: float, y2: float, points: float = THIN) -> None:
        """A ruled line."""
        high = self.sheet.height
        start, end = f"{x1 * MM:.2f} {(high - y1) * MM:.2f}", f"{x2 * MM:.2f} {(high - y2) * MM:.2f}"
        self.code(f"{points:g} w {start} m {end} l S")

    def frame(self, box: Box, points: float = THIN) -> None:
        """The outline of a box."""
        self.code(f"{points:g} w {self._rectangle(box)} re S")

    def tint(self, box: Box, grey: float = 0.95) -> None:
        """Fill a box with a light grey; draw it before what stands on it."""
        self.code(f"q {grey:g} g {self._rectangle(box)} re f Q")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        face: Face = Face.BODY,
        size: float = 10.5,
        align: Align = Align.LEFT,
        width: float = 0,
    ) -> None:
        """One line with its base line at ``y``; with a ``width`` it is shrunk to stay within it."""
        if width:
            left = {Align.LEFT: x, Align.CENTRE: x - width / 2, Align.RIGHT: x - width}[align]
            self.write(Box(left, y - size / MM, width, size / MM), text, face, size, align, wraps=False)
        else:
            ems = self.fonts.face(face).width(one_line(text)) * size / MM
            shift = {Align.LEFT: 0, Align.CENTRE: ems / 2, Align.RIGHT: ems}[align]
            self._place_line((x - shift) * MM, (self.sheet.height - y) * MM, text, face, size)

    def write(
        self,
        box: Box,
        text: str,
        face: Face = Face.BODY,
        size: float = 10.5,
        align: Align = Align.LEFT,
        wraps: bool = True,
    ) -> Fitted:
        """Text in a box, in the middle of its height; it shrinks to stay inside and is flagged if it cannot."""
        fitted = self.fitted(box, text, face, size, wraps)
        if not fitted.whole:
            self.overflow(text)
        middle = (self.sheet.height - box.y - box.height / 2) * MM
        first = middle - RISE * fitted.size + (len(fitted.lines) - 1) * fitted.leading / 2
        for number, line in enumerate(fitted.lines):
            printed = self.fonts.face(face).width(line) * fitted.size * fitted.squeeze
            spare = box.width * MM - printed
            shift = {Align.LEFT: 0, Align.CENTRE: spare / 2, Align.RIGHT: spare}[align]
            height = first - number * fitted.leading
            self._place_line(box.x * MM + shift, height, line, face, fitted.size, fitted.squeeze)
        return fitted

    def paragraph(
        self, x: float, y: float, width: float, text: str, face: Face = Face.BODY, size: float = 10.5
    ) -> float:
        """Text that takes as many lines as it needs below ``y``; gives the height where it ends."""
        step = size * 1.5 / MM
        for line in wrap(clean(text), width * MM / size, self.fonts.face(face).width):
            y += step
            self.text(x, y - step * 0.3, line, face, size)
        return y

    def fitted(self, box: Box, text: str, face: Face, size: float, wraps: bool = True) -> Fitted:
        """How a text would be broken and shrunk for a box."""
        points = box.width * MM, box.height * MM
        measure = self.fonts.face(face).width
        fitted = fit(clean(text), *points, size, measure, wraps)
        return even_out(fitted, box.width * MM, measure) if wraps and "\n" not in text else fitted

    def overflow(self, text: str) -> None:
        """Note a text that does not fit its box even at the smallest size."""
        sentence = f"“{text}”太长，印不进表格的这一格，末尾以“…”代替；请改短后重新打印。"
        self._overflows[text] = Problem("print-overflow", Severity.WARNING, sentence, found=text)

    # What came out

    @property
    def missing(self) -> list[str]:
        """The characters that no font has, in the order met; they are printed as 〓."""
        return list(self.ink.missing)

    @property
    def problems(self) -> list[Problem]:
        """What the clerk should know before the paper goes out."""
        return [_missing_problem(*pair) for pair in self.ink.missing.items()] + [*self._overflows.values()]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._save()
            elif isinstance(error, OSError):
                raise _disk_trouble() from error
        finally:
            if self._place:
                with suppress(OSError):
                    self._file.close()
                _part(self._place).unlink(missing_ok=True)

    # Within

    def _save(self) -> None:
        try:
            self.end()
            self.canvas.save()
            self._file.flush()
        except OSError as error:
            raise _disk_trouble() from error
        if self._place:
            self._file.close()
            _appear(self._place)

    @property
    def _total(self) -> str:
        return f"total{self.section}"

    def _finish_page(self) -> None:
        middle, low = self.sheet.left + self.sheet.inner / 2, self.sheet.foot + 7
        if self.made and self._told:
            stamped = f"{self.made.office}　{self.made.by}　{self.made.at:%Y-%m-%d %H:%M} 打印"
            self.text(self.sheet.left, low, stamped.strip("　"), size=7.5, width=self.sheet.inner / 2 - 20)
        if self._numbered:
            self.text(middle - 1.5, low, f"第 {self.number} 页", size=9, align=Align.RIGHT)
            self.stamp(self._total, middle, low - 10)
        self.canvas.showPage()
        self.pages += 1

    def _mark(self) -> None:
        for title, level in self._waiting:
            self._marks += 1
            self.canvas.bookmarkPage(f"m{self._marks}")
            self.canvas.addOutlineEntry(title, f"m{self._marks}", level, closed=level == 0)
        self._waiting.clear()

    def _rectangle(self, box: Box) -> str:
        low = (self.sheet.height - box.y - box.height) * MM
        return f"{box.x * MM:.2f} {low:.2f} {box.width * MM:.2f} {box.height * MM:.2f}"

    def _place_line(self, x: float, y: float, line: str, face: Face, size: float, squeeze: float = 1.0) -> None:
        shown = self.ink.show(line, face, size)
        if shown:
            scale = "" if squeeze == 1.0 else f"{squeeze * 100:g} Tz "
            self.code(f"BT {scale}1 0 0 1 {x:.2f} {y:.2f} Tm {shown} ET{' 100 Tz' if scale else ''}")


def _missing_problem(char: str, text: str) -> Problem:
    sentence = f"“{text}”中的“{char}”（U+{ord(char):04X}）字库里没有，印作“〓”；请在纸上手工补写。"
    return Problem("print-missing", Severity.WARNING, sentence, found=char)


def _opened(path: Path) -> BinaryIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb")
    except OSError as error:
        raise Refusal(f"无法在“{path.parent}”里写打印文件。", "请换一个文件夹，或检查磁盘空间和权限。") from error


def _part(place: Path) -> Path:
    return place.with_name(place.name + ".part")


def _appear(place: Path) -> None:
    try:
        os.replace(_part(place), place)
    except OSError as error:
        raise Refusal(f"“{place.name}”正被别的程序打开，无法替换。", "请关闭它后再打印一次。") from error


def _disk_trouble() -> Refusal:
    return Refusal("打印文件没有写完：磁盘已满，或磁盘已被拔出。", "请腾出空间后重新打印；原有文件没有改动。")
