"""Settings of the office and of each user, kept in the register so that they travel with it."""

from typing import Any

from hfp_desk.records import Setting

OFFICE_NAME, COUNTY, POLICY = "office.name", "office.county", "office.policy"


def get(key: str, default: Any = None, owner: str = "") -> Any:
    """The value set for ``key`` (an empty owner means the whole office)."""
    found = Setting.get_or_none((Setting.owner == owner) & (Setting.key == key))
    return default if found is None else found.value


def put(key: str, value: Any, owner: str = "") -> None:
    """Remember ``value`` (anything JSON holds)."""
    Setting.insert(owner=owner, key=key, value=value).on_conflict(
        conflict_target=(Setting.owner, Setting.key), update={Setting.value: value}
    ).execute()
