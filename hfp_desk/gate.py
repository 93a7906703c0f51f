"""The read gate: one function gives a value as this viewer may see it (filter → role → mask).

Lists, search, exports, prints, the clipboard and the history all pass it, so a rule of secrecy is obeyed by
obeying it here. Pure: may import fields and kinds.
"""

import re
from dataclasses import dataclass

from hfp_desk.fields import Secrecy, Spec
from hfp_desk.kinds import Day, IdentityNumber, Kind, Link, PersonName, Phone, Text, VagueDay

ADMIN, ENTRY, QUERY, SECRET = "admin", "entry", "query", "secret"
"""The roles: 管理员, 录入, 查询, 保密."""

HIDDEN, MASKED = "保密", "***"


@dataclass(frozen=True)
class Viewer:
    """Who looks, and in which roles."""

    name: str
    roles: frozenset[str] = frozenset()

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
    def sees_persons(self) -> bool:
        """Whether names, numbers and addresses are shown whole."""
        return bool(self.roles & {ADMIN, ENTRY})

    @property
    def sees_restricted(self) -> bool:
        """Whether restricted diagnoses (精神障碍、传染病 …) are shown."""
        return SECRET in self.roles


def shown(spec: Spec, text: str, viewer: Viewer, restricted: bool = False) -> str:
    """``text`` of a field as ``viewer`` may see it; ``restricted`` when the record is a restricted diagnosis."""
    if not text:
        return text
    if restricted and spec.secrecy is Secrecy.HEALTH and not viewer.sees_restricted:
        return HIDDEN
    if spec.secrecy is Secrecy.PERSONAL and not viewer.sees_persons:
        return _masked(spec.kind, text)
    return text


def hides(spec: Spec, viewer: Viewer) -> bool:
    """Whether restricted records show 保密 in this field, so that it must not be searched either."""
    return spec.secrecy is Secrecy.HEALTH and not viewer.sees_restricted


def _masked(kind: Kind, text: str) -> str:
    """What is left of a personal value: enough to recognise whom one knows, too little to learn who it is."""
    match kind:
        case IdentityNumber():
            return _middle(text, 3, 4)
        case Phone():
            return _middle(text, 3, 4)
        case PersonName():
            return text[0] + "○" * (len(text) - 1)
        case Day() | VagueDay():
            return re.sub(r"-\d\d", "-**", text)
        case Text() | Link():
            return MASKED
        case _:
            return text


def _middle(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]
