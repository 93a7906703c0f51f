"""The read gate: one function gives a value as this viewer may see it (filter → role → mask).

Lists, search, exports, prints, the clipboard and the history all pass it, so a rule of secrecy is obeyed by
obeying it here. Pure: may import fields, kinds and problems.

A restricted record (``restricted`` of a disease or a stay, as the policy lists it) is hidden as a whole from those who
may not know it: lists, counts, sums, sections and searches leave it out (``hfp_desk.store.sql.open_to``), because a row
that says 保密 beside a name says enough. Where such a value is reached all the same it reads 保密.
"""

import re
from dataclasses import dataclass, replace
from pathlib import PurePath

from hfp_desk.fields import Secrecy, Spec
from hfp_desk.kinds import Choice, Choices, Day, IdentityNumber, Kind, PersonName, Phone, VagueDay, YesNo
from hfp_desk.problems import Problem

ADMIN, ENTRY, QUERY, SECRET = "admin", "entry", "query", "secret"
"""The roles: 管理员, 录入, 查询, 保密."""

HIDDEN, MASKED = "保密", "***"
_COMPOUND = re.compile(
    "欧阳|司马|诸葛|上官|司徒|东方|独孤|南宫|夏侯|尉迟|皇甫|公孙|慕容|令狐|长孙|宇文|轩辕|端木|百里|呼延|申屠|澹台"
    "|公冶|宗政|濮阳|淳于|单于|太叔|公羊|赫连|钟离|闻人|司空|闾丘|巫马|颛孙|公良|漆雕|乐正|拓跋|谷梁"
)
"""Surnames of two characters."""

_CODED = (Choice, Choices, YesNo)
"""Kinds that only name a class (女, 低保对象): they tell nobody apart, and are what a query is about."""


@dataclass(frozen=True)
class Viewer:
    """Who looks, and in which roles; ``discreet`` keeps numbers and phones off a screen others can see."""

    name: str
    roles: frozenset[str] = frozenset()
    discreet: bool = False

    @classmethod
    def of(cls, name: str, roles: str) -> "Viewer":
        """The viewer for a user's roles as they are stored, ``admin,entry``."""
        return cls(name, frozenset(role for role in roles.split(",") if role))

    @property
    def may_enter(self) -> bool:
        """Whether records may be entered, changed, imported and voided."""
        return ENTRY in self.roles

    @property
    def administers(self) -> bool:
        """Whether users, settings and backups are in these hands."""
        return ADMIN in self.roles

    @property
    def may_look(self) -> bool:
        """Whether anything about a person is shown at all, and a single value may be asked for."""
        return bool(self.roles & {ADMIN, ENTRY, QUERY, SECRET})

    @property
    def sees_persons(self) -> bool:
        """Whether names, numbers and addresses are shown whole."""
        return ENTRY in self.roles

    @property
    def sees_restricted(self) -> bool:
        """Whether restricted diagnoses (艾滋病、严重精神障碍 …) are shown."""
        return SECRET in self.roles

    def at_the_screen(self, discreet: bool) -> "Viewer":
        """The same viewer before a screen on which numbers and phones are, or are not, to be masked."""
        return replace(self, discreet=discreet)


def shown(spec: Spec, text: str, viewer: Viewer, restricted: bool = False) -> str:
    """``text`` of a field as ``viewer`` may see it; ``restricted`` when the record is a restricted diagnosis."""
    if not text:
        return text
    if spec.secrecy is Secrecy.HEALTH and (not viewer.may_look or (restricted and not viewer.sees_restricted)):
        return HIDDEN
    if masks(spec, viewer) or (viewer.discreet and _is_number(spec)):
        return _masked(spec.kind, text)
    return text


def masks(spec: Spec, viewer: Viewer) -> bool:
    """Whether no value of this field is shown whole: so it is neither asked about, nor sorted by, nor added up."""
    if not viewer.may_look:
        return spec.secrecy >= Secrecy.PERSONAL
    return spec.secrecy is Secrecy.PERSONAL and not viewer.sees_persons and not isinstance(spec.kind, _CODED)


def hides(spec: Spec, viewer: Viewer) -> bool:
    """Whether restricted records show 保密 in this field, so that it must not be searched either."""
    return spec.secrecy is Secrecy.HEALTH and not viewer.sees_restricted


def told(problem: Problem, viewer: Viewer) -> Problem:
    """A problem as ``viewer`` may read it: its sentence often quotes what is written, so others learn only where."""
    if viewer.sees_persons:
        return problem
    where = f"“{problem.label}”需要核对。" if problem.label else "有需要核对的地方。"
    return replace(problem, message=where, found=MASKED if problem.found else "", expected="")


def file_name(name: str, viewer: Viewer) -> str:
    """The name of a sender's file, which may be somebody's: others learn only what sort of file it was."""
    return name if viewer.sees_persons or not name else MASKED + PurePath(name).suffix


def surname(name: str) -> str:
    """The part of a name that a mask leaves: 张, 欧阳."""
    return name[:2] if len(name) > 2 and _COMPOUND.match(name) else name[:1]


def _is_number(spec: Spec) -> bool:
    return spec.secrecy is Secrecy.PERSONAL and isinstance(spec.kind, IdentityNumber | Phone)


def _masked(kind: Kind, text: str) -> str:
    """What is left of a personal value: enough to recognise whom one knows, too little to learn who it is."""
    match kind:
        case IdentityNumber() | Phone():
            return _middle(text, 3, 4)
        case PersonName():
            return surname(text) + "○" * (len(text) - len(surname(text)))
        case Day() | VagueDay():
            return re.sub(r"-\d\d", "-**", text)
        case _:
            return MASKED


def _middle(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]
