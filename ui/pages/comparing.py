"""Reading lists and comparing them: what runs on the worker for 名单比对, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hfp_desk.problems import Problem, Progress
from hfp_desk.rules.comparison import Difference
from hfp_desk.store import comparisons
from hfp_desk.store.comparisons import Line
from hfp_desk.store.place_names import PlaceNames
from ui.office import Office


@dataclass(frozen=True)
class Compared:
    """What a comparison gave: differences, their lines, and which rows took no part."""

    names: tuple[str, ...]
    found: list[Difference]
    lines: list[Line]
    problems: tuple[Problem, ...]
    people: tuple[int, ...]

    @property
    def told(self) -> str:
        """How many people each list named, and what took no part, the first of it in words."""
        people = "，".join(f"{name} {count:,} 人" for name, count in zip(self.names, self.people, strict=True))
        if not self.problems:
            return people
        return f"{people}；{len(self.problems):,} 处没有参加比对或需要核对，例如：{self.problems[0].message}"


def compare(office: Office, asked: list[tuple[Path | None, str, str | None]], progress: Progress) -> Compared:
    """Read the lists, each with its name and password, and compare them; runs on the worker."""
    from hfp_desk.excel import compared

    register = office.register
    with register.session():
        names = PlaceNames(register.db)
    read = []
    for number, (path, name, password) in enumerate(asked):
        progress.step(number, len(asked) + 1, f"读取{name}（{number + 1}/{len(asked)}）")
        if path is not None:
            read.append(compared.read(path, name, names, password=password, progress=_Steps(progress, name)))
    progress.step(len(asked), len(asked) + 1, "逐人比对")
    found = comparisons.differences(register, [one.listed for one in read])
    return Compared(
        tuple(one.listed.name for one in read),
        found,
        comparisons.lines(register, office.eyes, found),
        tuple(problem for one in read for problem in one.problems),
        tuple(len(one.listed.entries) for one in read),
    )


class _Steps:
    """How far one list is, by its name."""

    def __init__(self, progress: Progress, name: str) -> None:
        self._progress, self._name = progress, name

    def step(self, done: int, total: int, note: str = "") -> None:
        """As the reader tells it."""
        told = f"读取{self._name}：{note}" if note else f"读取{self._name}"
        self._progress.step(done, total, told)
