"""What a kind of list is: the records that a row is made of, and the words by which its columns are found.

A part is OWN when the list is the authority for it, FILL when it may only fill what the register does not know,
LOOKUP when it only says whose the record is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from peewee import Field

from hfp_desk.excel import looks
from hfp_desk.excel.book import Cell
from hfp_desk.excel.vocabulary import Target, Vocabulary
from hfp_desk.fields import Spec, spec_of
from hfp_desk.kinds import Choice, Choices, IdentityNumber, Phone
from hfp_desk.records import RecordType

if TYPE_CHECKING:
    from hfp_desk.excel.heads import Heading

OUR_NUMBER, ADDRESS, COUNTY = "id", "address", "county"
"""Targets that are no field: our own record number, an address holding township and village, the county."""

MARK, MARK_HEADING = "mark", "下发标记"
"""The hidden column of a template that names the township a row was sent to."""

PERSON_IDENTITY = "person.id_number"
"""The target by which persons are known; a list of doctors or trainees has another one."""

_ADDRESS = Target(
    ADDRESS,
    "家庭住址",
    (
        *("住址", "地址", "家庭地址", "现住址", "详细地址", "户籍地址", "户籍所在地", "居住地址", "常住地址"),
        *(
            "乡镇村",
            "乡(镇)村",
            "乡镇、村",
            "乡镇(街道)村",
            "所在乡镇村",
            "所属乡镇村",
            "镇村",
            "所在镇村",
            "乡镇村组",
            "村组地址",
        ),
    ),
)
_COUNTY = Target(COUNTY, "县(市、区)", ("县(市、区、旗)", "县市区", "县区", "区县", "县", "所在县", "县(区)"))
_SEVERAL = re.compile(r"[,，、;；/|\s]+")
_SHARED = frozenset({"乡镇", "行政村", "病种", "疾病编码"})
PLACE_LINKS = frozenset({"town", "village"})


class Mode(StrEnum):
    """How far a list may change a record of this part."""

    OWN = "own"
    FILL = "fill"
    LOOKUP = "lookup"


@dataclass(frozen=True, eq=False)
class Part:
    """One record that a row speaks of.

    ``words`` replace label and aliases of a field in this kind of list; ``also`` are aliases that only hold here;
    ``cells`` are further words that its cells may hold, by which the column is recognised, if it is ``by_content``.
    """

    name: str
    record: RecordType
    mode: Mode = Mode.OWN
    fields: tuple[Field[Any], ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_content: bool = True

    def targets(self, places: tuple[str, ...]) -> Iterator[tuple[str, Target]]:
        """The fields looked for, by field name."""
        for one in self.fields or self.record.fields:
            spec = spec_of(one)
            label, *aliases = self.words.get(one.name, (spec.label, *spec.aliases))
            group = one.name in PLACE_LINKS
            like = (
                (looks.like_one_of(places) if places else None) if group else _looks(spec, self.cells.get(one.name, ()))
            )
            words = (*aliases, *self.also.get(one.name, ()))
            like = like if self.by_content else None
            yield one.name, Target(f"{self.name}.{one.name}", label, words, like, group)


@dataclass(frozen=True, eq=False)
class ListKind:
    """A kind of list. The first part is the one a row stands for; ``name`` is shown to other programs.

    ``identity`` is the target that holds the ID number of whom a row is about; ``may_lack_identity`` when a row goes in
    without one (a village without doctor), though never with one that does not hold. A row ``of_villages`` means
    nothing without its village. ``reads`` puts columns into our words; with ``spans`` merged cells speak for all rows.
    ``groups`` names columns that repeat.
    """

    key: str
    name: str
    title: str
    parts: tuple[Part, ...]
    required: tuple[str, ...]
    titles: tuple[str, ...] = ()
    ours: bool = False
    identity: str = PERSON_IDENTITY
    may_lack_identity: bool = False
    of_villages: bool = False
    spans: bool = False
    reads: Callable[[dict[str, Sequence[Cell]]], dict[str, Sequence[Cell]]] | None = None
    groups: Callable[[Sequence[Heading]], Sequence[Heading]] | None = None

    @property
    def principal(self) -> Part:
        """The part whose record a row stands for."""
        return self.parts[0]

    def part(self, name: str) -> Part | None:
        """The part called ``name``."""
        return next((part for part in self.parts if part.name == name), None)

    @cached_property
    def feeds(self) -> dict[str, tuple[tuple[Part, str], ...]]:
        """For each target the fields it fills: one, or several where records share a heading."""
        found: dict[str, tuple[tuple[Part, str], ...]] = {}
        keys: dict[str, str] = {}
        for part in self.parts:
            for name, target in part.targets(()):
                shared = target.label in _SHARED
                if target.label in keys and not shared:
                    continue
                key = keys.setdefault(target.label, target.key)
                found[key] = (*found.get(key, ()), (part, name))
        return found

    def vocabulary(self, places: Iterable[str] = ()) -> Vocabulary:
        """The words by which this kind of list and its columns are recognised; ``places`` are known villages.

        In a list of ours every row says its own township and village: a blank one is not taken from above.
        """
        words = tuple(places)
        targets = [target for part in self.parts for _, target in part.targets(words) if target.key in self.feeds]
        if self.ours:
            targets = [
                Target(OUR_NUMBER, "登记编号"),
                Target(MARK, MARK_HEADING),
                *(replace(target, group=False) for target in targets),
            ]
        elif any("village" in name for feeds in self.feeds.values() for _, name in feeds):
            targets += [_ADDRESS, _COUNTY]
        wanted = (_required(target, self.required) for target in targets)
        return Vocabulary(wanted, self.titles, self.spans, self.groups)


def _required(target: Target, keys: tuple[str, ...]) -> Target:
    if target.key not in keys:
        return target
    return Target(target.key, target.label, target.aliases, target.looks, target.group, required=True)


def _looks(spec: Spec, more: tuple[str, ...]) -> Callable[[object], bool] | None:
    """What cells of a field look like; only where hardly anything else looks so (a date could be any date)."""
    match spec.kind:
        case IdentityNumber():
            return looks.like_identity
        case Phone():
            return looks.like_phone
        case Choice():
            return looks.like_one_of((*_words(spec.kind), *more))
        case Choices():
            one = looks.like_one_of(_words(spec.kind))
            return lambda cell: isinstance(cell, str) and all(map(one, _SEVERAL.split(cell.strip())))
    return None


def _words(kind: Choice | Choices) -> Iterator[str]:
    return (word for item in kind.list.items for word in (item.label, *item.synonyms))
