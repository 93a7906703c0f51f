"""Reads a PDF back: what it says, by several readers, and where its lines and letters stand, in millimetres."""

import importlib
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

pypdfium2: Any = importlib.import_module("pypdfium2")
MM = 72 / 25.4
Points = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Mark:
    """A stroked line from its upper left to its lower right end, seen from the paper's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    points: float


@dataclass(frozen=True)
class Letter:
    """One printed character and the box of its ink."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


def texts(path: Path) -> list[str]:
    """The text of every page as pypdf reads it."""
    return [page.extract_text() for page in PdfReader(path).pages]


def by_pypdf(path: Path) -> str:
    return "\n".join(texts(path))


def by_pdfium(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def by_pdftotext(path: Path) -> str:
    told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return told.stdout.decode()


READERS: tuple[Callable[[Path], str], ...] = (
    by_pypdf,
    by_pdfium,
    *((by_pdftotext,) if shutil.which("pdftotext") else ()),
)


def letters(path: Path, number: int = 0) -> list[Letter]:
    """Every character of a page with the place of its ink."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[number]
        high, words = page.get_height(), page.get_textpage()
        found = []
        for index in range(words.count_chars()):
            char = words.get_text_range(index, 1)
            left, bottom, right, top = (value / MM for value in words.get_charbox(index))
            found.append(Letter(char, left, high / MM - top, right, high / MM - bottom))
        return [letter for letter in found if letter.char.strip()]


def marks(path: Path, number: int = 0) -> list[Mark]:
    """Every stroked line and rectangle side of a page, forms included."""
    reader = PdfReader(path)
    page = reader.pages[number]
    drawn = _run(reader, page.get_contents(), page["/Resources"], (1, 0, 0, 1, 0, 0))
    high = float(page.mediabox.height)
    return [_mark(points, width, high) for points, width in drawn]


def outline(path: Path) -> list[tuple[str, int, int]]:
    """The reader's outline: title, level and page of each entry."""
    reader = PdfReader(path)
    return list(_entries(reader, reader.outline, 0))


def _entries(reader: PdfReader, entries: Any, level: int) -> Iterator[tuple[str, int, int]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _entries(reader, entry, level + 1)
        else:
            yield entry.title, level, reader.get_destination_page_number(entry) or 0


def _mark(points: Points, width: float, high: float) -> Mark:
    x1, y1, x2, y2 = points
    xs, ys = sorted((x1 / MM, x2 / MM)), sorted(((high - y1) / MM, (high - y2) / MM))
    return Mark(round(xs[0], 2), round(ys[0], 2), round(xs[1], 2), round(ys[1], 2), width)


def _run(reader: PdfReader, content: Any, resources: Any, start: Matrix) -> Iterator[tuple[Points, float]]:
    matrix, width = start, 1.0
    stack: list[tuple[Matrix, float]] = []
    path: list[Points] = []
    pen = (0.0, 0.0)
    for operands, operator in ContentStream(content, reader).operations:
        values = [float(value) for value in operands] if operator in _NUMERIC else []
        if operator == b"q":
            stack.append((matrix, width))
        elif operator == b"Q":
            matrix, width = stack.pop()
        elif operator == b"cm":
            matrix = _times(tuple(values), matrix)  # type: ignore[arg-type]
        elif operator == b"w":
            width = values[0]
        elif operator == b"m":
            pen = (values[0], values[1])
        elif operator == b"l":
            path.append((*_at(pen, matrix), *_at((values[0], values[1]), matrix)))
            pen = (values[0], values[1])
        elif operator == b"re":
            path.extend(_sides(values, matrix))
        elif operator == b"S":
            yield from ((points, width) for points in path)
            path = []
        elif operator in (b"f", b"n"):
            path = []
        elif operator == b"Do":
            form = resources["/XObject"][operands[0]].get_object()
            yield from _run(reader, form, form["/Resources"], matrix)


_NUMERIC = (b"cm", b"w", b"m", b"l", b"re")


def _sides(values: list[float], matrix: Matrix) -> Iterator[Points]:
    x, y, width, height = values
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    for one, other in zip(corners, corners[1:] + corners[:1], strict=True):
        yield (*_at(one, matrix), *_at(other, matrix))


def _at(point: tuple[float, float], m: Matrix) -> tuple[float, float]:
    x, y = point
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _times(n: Matrix, m: Matrix) -> Matrix:
    return (
        n[0] * m[0] + n[1] * m[2],
        n[0] * m[1] + n[1] * m[3],
        n[2] * m[0] + n[3] * m[2],
        n[2] * m[1] + n[3] * m[3],
        n[4] * m[0] + n[5] * m[2] + m[4],
        n[4] * m[1] + n[5] * m[3] + m[5],
    )
