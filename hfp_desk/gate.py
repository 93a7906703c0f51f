"""The one read gate: what this viewer may see of a value, whoever asks for it.

Lists, search, exports, prints, clipboard and history all pass their shown text through here. A restricted
diagnosis is 保密 to whoever lacks the role (NC §五: 患者信息保密); a viewer who only looks up sees names, numbers
and phones masked. May import fields and below.
"""

from __future__ import annotations

from dataclasses import dataclass

from hfp_desk.fields import Secrecy, Spec
from hfp_desk.kinds import IdentityNumber, PersonName, Phone

ADMIN, ENTRY, QUERY, SECRET = "admin", "entry", "query", "secret"
HIDDEN = "保密"


@dataclass(frozen=True)
class Viewer:
    """Who looks: a name and the roles 管理员 admin, 录入 entry, 查询 query, 保密 secret (several together)."""

    name: str
    roles: frozenset[str] = frozenset()

    @property
    def sees_restricted(self) -> bool:
        """Whether restricted diagnoses are open to this viewer."""
        return SECRET in self.roles

    @property
    def sees_persons(self) -> bool:
        """Whether names and numbers are shown in full."""
        return bool(self.roles & {ADMIN, ENTRY})


def shown(spec: Spec, text: str, viewer: Viewer, restricted: bool = False) -> str:
    """``text`` of the field declared by ``spec`` as ``viewer`` may see it; ``restricted`` marks the record."""
    if not text or spec.secrecy <= Secrecy.INTERNAL:
        return text
    if restricted and spec.secrecy is Secrecy.HEALTH and not viewer.sees_restricted:
        return HIDDEN
    return text if viewer.sees_persons else _masked(spec, text)


def _masked(spec: Spec, text: str) -> str:
    if isinstance(spec.kind, IdentityNumber):
        return text[:3] + "*" * max(len(text) - 7, 4) + text[-4:] if len(text) > 10 else "*" * len(text)
    if isinstance(spec.kind, PersonName):
        return text[0] + "○" * (len(text) - 1)
    if isinstance(spec.kind, Phone):
        return text[:3] + "****" + text[-4:]
    return text
