"""Conditions kept under a name: a list that is opened again with one click. Each user has their own."""

from collections.abc import Mapping
from typing import Any

from hfp_desk.problems import Refusal
from hfp_desk.records import SavedList
from hfp_desk.store.opening import Register

Conditions = dict[str, tuple[str, ...]]
"""Values by the key of the condition, as the filter line holds them."""

_LONGEST = 20


def kept(register: Register, page: str) -> dict[str, Conditions]:
    """The named lists of this user on ``page``, in the order in which they were made."""
    with register.session():
        rows = list(_mine(register, page).order_by(SavedList.id))
    return {row.name: _conditions(row.conditions) for row in rows}


def keep(register: Register, page: str, name: str, conditions: Mapping[str, tuple[str, ...]]) -> None:
    """Keep ``conditions`` as ``name``; a list of that name is replaced. Refusal for a name that cannot be used."""
    wanted = name.strip()
    if not wanted:
        raise Refusal("没有填写清单名称。", "请起一个一看就懂的名字，如“一季度大病”。")
    if len(wanted) > _LONGEST:
        raise Refusal(f"清单名称有 {len(wanted)} 个字，太长了。", f"请缩短到 {_LONGEST} 个字以内。")
    if not conditions:
        raise Refusal("还没有选择任何条件。", "请先选条件，再保存为清单。")
    values = {key: list(found) for key, found in conditions.items()}
    with register.session(), register.db.atomic():
        row = _mine(register, page).where(SavedList.name == wanted).first()
        row = row or SavedList.new(owner=register.user, page=page, name=wanted)
        row.conditions = values
        row.save()


def forget(register: Register, page: str, name: str) -> None:
    """Throw a named list away; the records in it stay as they are."""
    with register.session():
        mine = _mine(register, page).where(SavedList.name == name)
        SavedList.delete().where(SavedList.id.in_([row.id for row in mine])).execute()


def _mine(register: Register, page: str) -> Any:
    return SavedList.select().where((SavedList.owner == register.user) & (SavedList.page == page))


def _conditions(stored: Any) -> Conditions:
    return {str(key): tuple(map(str, values)) for key, values in (stored or {}).items()}
