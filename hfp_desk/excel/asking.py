"""What the clerk may answer when a list leaves something open: the fields of a column, the codes of a word."""

from __future__ import annotations

from dataclasses import dataclass

from hfp_desk.excel.parts import ListKind
from hfp_desk.excel.planning import Plan, UnknownWord
from hfp_desk.excel.words import PLACES
from hfp_desk.fields import spec_of
from hfp_desk.kinds import Choice, Choices
from hfp_desk.store import places
from hfp_desk.store.opening import Register


@dataclass(frozen=True)
class Answer:
    """Something to answer with: its value, its label, what tells it apart; ``likely`` ones come first."""

    value: str
    label: str
    hint: str = ""
    likely: bool = False


def targets(kind: ListKind) -> tuple[Answer, ...]:
    """The fields a column of this kind of list may hold; what is required is hinted."""
    return tuple(
        Answer(target.key, target.label, "必需" if target.required else "") for target in kind.vocabulary().targets
    )


def answers(register: Register, plan: Plan, word: UnknownWord) -> tuple[Answer, ...]:
    """The codes, or the villages, that a sender's word may stand for."""
    if word.key == PLACES:
        with register.session():
            return tuple(_villages())
    likely = [Answer(code, label, likely=True) for code, label in word.suggestions]
    known = {answer.value for answer in likely}
    return (*likely, *(answer for answer in _codes(plan, word) if answer.value not in known))


def _codes(plan: Plan, word: UnknownWord) -> tuple[Answer, ...]:
    part_name, _, name = word.key.partition(".")
    for kind in plan.kinds:
        part = kind.part(part_name)
        found = spec_of(part.record.model._meta.fields[name]).kind if part is not None else None
        if isinstance(found, Choice | Choices):
            return tuple(Answer(item.code, item.label) for item in found.list.offered())
    return ()


def _villages() -> list[Answer]:
    found = places.lines()
    towns = {line.id: line.name for line in found if line.level == places.TOWN}
    return [
        Answer(line.code, line.name, towns.get(line.parent or 0, ""))
        for line in found
        if line.level == places.VILLAGE and line.code and not line.gone_into
    ]
