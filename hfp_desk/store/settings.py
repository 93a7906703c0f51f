"""Settings of the office and of each user, kept in the register so that they travel with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hfp_desk.gate import ADMIN
from hfp_desk.records import Setting
from hfp_desk.store import log, users

if TYPE_CHECKING:
    from hfp_desk.store.opening import Register

OFFICE_NAME, COUNTY, POLICY = "office.name", "office.county", "office.policy"
KEYS = "office.keys"
"""What the key file was like when it was last changed (``KeyRing.digest``)."""
TRIES = "office.tries"
"""Which wrong tries stand in the log already, should their file outlive that (``admitting.tell_failures``)."""


def get(key: str, default: Any = None, owner: str = "") -> Any:
    """The value set for ``key`` (an empty owner means the whole office)."""
    found = Setting.get_or_none((Setting.owner == owner) & (Setting.key == key))
    return default if found is None else found.value


def put(key: str, value: Any, owner: str = "") -> None:
    """Remember ``value`` (anything JSON holds)."""
    Setting.insert(owner=owner, key=key, value=value).on_conflict(
        conflict_target=(Setting.owner, Setting.key), update={Setting.value: value}
    ).execute()


def change(register: Register, key: str, value: Any, label: str, told: tuple[Any, Any] | None = None) -> None:
    """Set something for the whole office and write it into the log as ``label``: what was, what is.

    ``told`` is the pair the log shows, where the value itself says too little or too much. Nothing is written when
    nothing changes. Refusal for those who are no administrator.
    """
    with register.session(), register.db.atomic("IMMEDIATE"):
        users.require(register, ADMIN, f"修改{label}")
        old = get(key)
        if old == value:
            return
        put(key, value)
        before, after = told or (old, value)
        log.note(register, log.Action.SETTING, label, detail={"old": before, "new": after})
