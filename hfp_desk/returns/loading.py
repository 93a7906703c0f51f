"""Reads returns and indicators from TOML; a mistake in a file is told with its line, the others stay usable."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from hfp_desk.problems import Problem, Severity
from hfp_desk.resources import resource
from hfp_desk.returns import arithmetic
from hfp_desk.returns.definition import Definition, Indicator

_AT = re.compile(r"\$(?:\.(?P<table>\w+)\[(?P<place>\d+)\])?(?:\[\.\.\.\])?(?:\.(?P<key>\w+))?")
_SYNTAX = re.compile(r"line (\d+)")


class _Indicators(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that holds indicators only."""

    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Catalogue:
    """Every return and indicator that could be read, and what was wrong with the rest."""

    definitions: tuple[Definition, ...]
    indicators: Mapping[str, Indicator]
    problems: tuple[Problem, ...]
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def at(self, what: str, sentence: str) -> Problem:
        """A mistake found later in ``indicator x`` or ``return x``, told with the file and line it stands in."""
        name, line = self.places.get(what, ("", 0))
        return problem(name, line, sentence)

    def definition(self, name: str) -> Definition | None:
        """The return called so, by its name or its title."""
        return next((one for one in self.definitions if name in (one.name, one.title)), None)


def catalogue(own: Path | None = None) -> Catalogue:
    """The returns that come with the program, and those an office laid into ``own``; the office's stand for ours.

    Its indicators never do: one that is called as another and counts otherwise would change our returns unseen.
    """
    shipped = _shipped()
    if own is None or not own.is_dir():
        return shipped
    return _merged(shipped, sorted(own.glob("*.toml")))


@cache
def _shipped() -> Catalogue:
    nothing = Catalogue((), {}, ())
    files = [*sorted(resource("returns", "indicators").glob("*.toml")), *sorted(resource("returns").glob("*.toml"))]
    return _merged(nothing, files)


def _merged(base: Catalogue, files: Iterable[Path]) -> Catalogue:
    indicators, definitions = dict(base.indicators), {one.name: one for one in base.definitions}
    problems, read, places = list(base.problems), [], dict(base.places)
    for path in files:
        try:
            found = _read(path)
        except _Mistake as mistake:
            problems.append(mistake.problem)
            continue
        taken = list(_taken(path, found, indicators))
        problems += taken
        if taken:
            continue
        indicators |= {one.name: one for one in found.indicators}
        places |= _places(path, found)
        read += [(path, found)] if isinstance(found, Definition) else []
    for path, definition in read:
        wrong = _disagreeing(path, definition, indicators)
        problems += wrong
        if not wrong:
            definitions[definition.name] = definition
    ordered = sorted(definitions.values(), key=lambda one: (one.order, one.name))
    return Catalogue(tuple(ordered), indicators, tuple(problems), places)


def read(path: Path) -> Definition | tuple[Problem, ...]:
    """One return from its file, or what is wrong with it."""
    found = _merged(_shipped(), [path])
    new = [problem for problem in found.problems if problem not in _shipped().problems]
    made = next((one for one in found.definitions if one not in _shipped().definitions), None)
    return made if made is not None and not new else tuple(new)


class _Mistake(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _read(path: Path) -> Definition | _Indicators:
    try:
        text = path.read_text(encoding="utf-8")
        raw = tomllib.loads(text)
        kind: Any = Definition if "columns" in raw or "title" in raw else _Indicators
        made: Definition | _Indicators = msgspec.convert(raw, kind)
    except tomllib.TOMLDecodeError as error:
        at = _SYNTAX.search(str(error))
        line = int(at[1]) if at else 0
        raise _Mistake(problem(path.name, line, "写法不符合 TOML 格式，请检查引号、方括号和等号")) from None
    except msgspec.ValidationError as error:
        raise _Mistake(problem(path.name, *_explained(str(error), text))) from None
    except (OSError, UnicodeDecodeError):
        raise _Mistake(problem(path.name, 0, "读不出来，请确认文件没有损坏并以 UTF-8 保存")) from None
    return made


def _taken(path: Path, found: Definition | _Indicators, known: Mapping[str, Indicator]) -> Iterator[Problem]:
    """Indicators whose name is given already to one that counts something else."""
    text = path.read_text(encoding="utf-8")
    for place, one in enumerate(found.indicators):
        if one.name in known and known[one.name] != one:
            line = line_of(text, "indicators", place, "name")
            sentence = f"已有名为“{one.name}”的指标（{known[one.name].label}），本文件的没有采用，请另取一个名字"
            yield problem(path.name, line, sentence)


def _places(path: Path, found: Definition | _Indicators) -> dict[str, tuple[str, int]]:
    """In which line each indicator of a file, and the return itself, is named."""
    text = path.read_text(encoding="utf-8")
    named = enumerate(found.indicators)
    places = {f"indicator {one.name}": (path.name, line_of(text, "indicators", at, "name")) for at, one in named}
    return places | ({f"return {found.name}": (path.name, 1)} if isinstance(found, Definition) else {})


def problem(name: str, line: int, sentence: str) -> Problem:
    """A mistake in a definition as it is told: file, line, what is wrong."""
    where = f"第 {line} 行" if line else "文件"
    return Problem("E-RETURN", Severity.ERROR, f"报表定义“{name}”{where}：{sentence}。", sheet=name, row=line)


def line_of(text: str, table: str, place: int, key: str = "") -> int:
    """The line of a key in the so-manyth ``[[table]]`` of a file; that of its head where the key is not written."""
    lines = text.splitlines()
    heads = [number for number, line in enumerate(lines, 1) if line.strip() == f"[[{table}]]"]
    if table and not heads:
        return _in_list(lines, table, place)
    heads = heads or [0]
    start = heads[min(place, len(heads) - 1)]
    for number in range(start + 1, len(lines) + 1):
        if lines[number - 1].lstrip().startswith("[["):
            break
        if key and re.match(rf"\s*{re.escape(key)}\s*=", lines[number - 1]):
            return number
    return start or next((n for n, line in enumerate(lines, 1) if key and line.startswith(key)), 1)


def _in_list(lines: Sequence[str], table: str, place: int) -> int:
    """The line of an item written as ``table = [ {…}, {…} ]``, each on a line of its own or all on one."""
    first = next((number for number, line in enumerate(lines, 1) if re.match(rf"\s*{table}\s*=", line)), 1)
    items = [number for number in range(first + 1, len(lines) + 1) if lines[number - 1].lstrip().startswith("{")]
    return items[place] if place < len(items) else first


def _explained(error: str, text: str) -> tuple[int, str]:
    at = _AT.search(error)
    table, place = (at["table"] or "", int(at["place"] or 0)) if at else ("", 0)
    named = re.findall(r"`([^`$]+)`", error)
    key = (at["key"] if at else "") or (named[0] if named else "")
    line = line_of(text, table, place, key) if table else line_of(text, "", 0, key)
    if "missing required field" in error:
        return line, f"缺少“{named[0]}”"
    if "unknown field" in error:
        return line, f"不认识“{named[0]}”这一项"
    if "Invalid enum value" in error:
        return line, f"“{key}”的取值“{error.split(chr(39))[1]}”不在允许的范围内"
    return line, f"“{key}”的取值不对"


def _disagreeing(path: Path, definition: Definition, indicators: Mapping[str, Indicator]) -> list[Problem]:
    """Columns and rules that name what is not there."""
    text = path.read_text(encoding="utf-8")
    names = [column.name for column in definition.columns]
    found = []
    for place, column in enumerate(definition.columns):
        wanted = [*(column.ratio or ()), *column.sums, *([column.among] if column.among else [])]
        told = [("name", f"栏目“{column.name}”写了两次")] if names.index(column.name) != place else []
        if column.indicator and column.indicator not in indicators:
            told.append(("indicator", f"没有名为“{column.indicator}”的指标"))
        told += [("ratio", f"没有名为“{other}”的栏目") for other in wanted if other not in names]
        if sum(map(bool, (column.indicator, column.ratio, column.sums, column.written))) != 1:
            told.append(("name", f"栏目“{column.name}”要在 indicator、ratio、sums、written 中写且只写一项"))
        found += [problem(path.name, line_of(text, "columns", place, key), sentence) for key, sentence in told]
    for place, check in enumerate(definition.checks):
        sentence = arithmetic.mistake(check.rule, names)
        if sentence:
            found.append(problem(path.name, line_of(text, "checks", place, "rule"), sentence))
    for place, indicator in enumerate(definition.indicators):
        if indicator.within and indicator.within not in indicators:
            line = line_of(text, "indicators", place, "within")
            found.append(problem(path.name, line, f"没有名为“{indicator.within}”的指标"))
    return found
