"""Reports written from figures: 工作情况分析 and 通报 as TOML, which an office changes or adds without code.

``resources/returns/analysis/*.toml``; an office lays its own into ``<register>.returns/analysis``. Headings are
numbered 一、二、 as they are printed, so that one whose sentences are all left out leaves no gap.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

import msgspec

from hfp_desk.problems import Refusal
from hfp_desk.resources import resource
from hfp_desk.returns.chart_data import ChartKind
from hfp_desk.returns.definition import PeriodKind

FOLDER = "analysis"
_NAMED = re.compile(r"\{(\w+)\.\w+(?::\w+)?\}")


class _Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all parts share."""


class ChartOf(_Value, frozen=True):
    """A chart: the lines of a return by one column, or what columns of it together make up."""

    kind: ChartKind
    of: tuple[str, ...]
    title: str = ""
    labels: tuple[str, ...] = ()


class GoalOf(_Value, frozen=True):
    """A line of the table of goals: a column, and the words for it where its headings do not do."""

    of: str
    label: str = ""


class Block(_Value, frozen=True):
    """A part of the text: heading, sentences, a table of goals, charts. ``editable`` names what a clerk writes himself.

    ``text`` of an editable part is what is proposed. ``title`` stands over a table, ``height`` is that of the charts.
    ``numbered`` sentences begin with 一是、二是 as far as they can be told.
    """

    heading: str = ""
    sub: str = ""
    text: tuple[str, ...] = ()
    numbered: bool = False
    goals: tuple[GoalOf, ...] = ()
    charts: tuple[ChartOf, ...] = ()
    title: str = ""
    height: float = 60
    editable: str = ""


class Report(_Value, frozen=True):
    """A report: its title line by line, whom it is sent to, its blocks."""

    name: str
    label: str
    title: tuple[str, ...]
    blocks: tuple[Block, ...] = ()
    number: str = ""
    addressee: str = ""
    period: PeriodKind = PeriodKind.MONTH
    cutoff: int = 25
    signed: bool = True
    source: str = ""

    @property
    def returns(self) -> tuple[str, ...]:
        """The returns whose figures it asks for."""
        texts = [text for one in self.blocks for text in one.text]
        places = [goal.of for one in self.blocks for goal in one.goals]
        places += [of for one in self.blocks for chart in one.charts for of in chart.of]
        found = [name for text in texts for name in _NAMED.findall(text)]
        return tuple(dict.fromkeys([*found, *(place.partition(".")[0] for place in places)]))

    @property
    def editable(self) -> tuple[Block, ...]:
        """The parts a clerk writes himself."""
        return tuple(one for one in self.blocks if one.editable)


def report(name: str, own: Path | None = None) -> Report:
    """The report called ``name``, the office's own before ours; Refusal when its file cannot be read."""
    mine = own / FOLDER / f"{name}.toml" if own is not None else None
    if mine is not None and mine.is_file():
        return _read(mine)
    return _shipped(name)


@cache
def _shipped(name: str) -> Report:
    return _read(resource("returns", FOLDER, f"{name}.toml"))


def _read(path: Path) -> Report:
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Report)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"第 {line[1]} 行" if line else ""
        raise Refusal(f"报告模板“{path.name}”{where}写法不符合 TOML 格式。", "请检查引号、方括号和等号。") from None
    except msgspec.ValidationError as error:
        at = re.search(r"\$\.?(\S*)", str(error))
        raise Refusal(f"报告模板“{path.name}”的“{at[1] if at else ''}”写得不对。", "请照随程序带的模板改正。") from None
    except (OSError, UnicodeDecodeError):
        raise Refusal(f"报告模板“{path.name}”读不出来。", "请确认文件没有损坏并以 UTF-8 保存。") from None
