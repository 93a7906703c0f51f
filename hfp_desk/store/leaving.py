"""A list that is about to leave the office: in which profile, for what purpose, and what that lets it carry.

The profile decides through whose eyes every value is read and which columns there are; nobody can add to it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from hfp_desk.fields import Secrecy, is_declared, spec_of
from hfp_desk.gate import QUERY, SECRET, Viewer
from hfp_desk.kinds import PersonName, Text
from hfp_desk.problems import Refusal
from hfp_desk.records import Column, Person
from hfp_desk.store import columns as known
from hfp_desk.store import condition_words, notices
from hfp_desk.store.listing import Listing
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing
from hfp_desk.store.tables import table
from hfp_desk.store.views import View

PURPOSES = ("上报上级", "部门比对", "内部核对", "检查备查")
"""What lists usually leave for; any other purpose is written out."""


class Profile(StrEnum):
    """How much a list carries."""

    FULL = "full"
    INTERNAL = "internal"
    STATISTICS = "statistics"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        """What the office calls it."""
        return _LABELS[self][0]

    @property
    def told(self) -> str:
        """What it carries, in a sentence."""
        return _LABELS[self][1]

    @property
    def usual(self) -> str:
        """The purpose that goes without saying; none where personal values leave whole."""
        return _LABELS[self][2]


_LABELS = {
    Profile.FULL: ("上报全量", "姓名、证件号码等照登记簿原样带出，必须写明用途，建议加打开密码。", ""),
    Profile.INTERNAL: ("内部工作", "姓名、证件号码、电话等遮去一部分，保密病种不带出。", "内部核对"),
    Profile.STATISTICS: ("统计（无个人信息）", "个人信息和健康信息的栏目都不带出。", "统计汇总"),
    Profile.NOTICE: (
        "公示",
        "只带姓名、乡镇、村、类别和金额；证件号码、电话、住址、健康信息（含贫困残疾人身份）一律不带。",
        "公示",
    ),
}
DEFAULT = Profile.INTERNAL
"""The profile of a new export."""

_MARK = "restricted"


class PurposeNeeded(Refusal):
    """Personal values leave whole only for a purpose that is said."""


@dataclass(frozen=True)
class Leaving:
    """What leaves: ``view`` with the columns that may, its rows chosen as ``chooser`` and shown as to ``eyes``.

    ``dropped`` are the columns that stay behind.
    """

    title: str
    profile: Profile
    view: View
    chooser: Viewer
    eyes: Viewer
    purpose: str
    dropped: tuple[str, ...] = ()

    @property
    def personal(self) -> bool:
        """Whether any column is about persons or health."""
        return any(_spec(column).secrecy >= Secrecy.PERSONAL for column in self.view.shown)

    def listing(self, register: Register) -> Listing:
        """The rows as they leave."""
        return Listing(register, self.view, self.chooser, self.eyes)


def offered(viewer: Viewer) -> tuple[Profile, ...]:
    """The profiles a user may choose: who sees persons masked cannot take them out whole."""
    return tuple(profile for profile in Profile if profile is not Profile.FULL or viewer.sees_persons)


def may_carry(column: Column, profile: Profile) -> bool:
    """Whether a list of this profile may have this column."""
    spec = _spec(column)
    match profile:
        case Profile.NOTICE:
            return notices.may_stand(column)
        case Profile.STATISTICS:
            free = spec.secrecy is Secrecy.INTERNAL and isinstance(spec.kind, Text)
            return spec.secrecy < Secrecy.PERSONAL and not free and column.field.name != _MARK
        case _:
            return True


def chooser(viewer: Viewer, profile: Profile) -> Viewer:
    """As whom the rows are chosen: what is restricted leaves only in full, and only with those who know of it."""
    if profile is Profile.FULL or not viewer.sees_restricted:
        return viewer
    # Without 保密 alone nothing would be left of the right to look.
    return Viewer(viewer.name, viewer.roles - {SECRET} or frozenset({QUERY}))


def eyes(viewer: Viewer, profile: Profile) -> Viewer:
    """Through whose eyes the values are read: never more than ``viewer`` may see himself."""
    chosen = chooser(viewer, profile)
    whole = profile in (Profile.FULL, Profile.NOTICE)
    return chosen if whole else Viewer(viewer.name, frozenset({QUERY} if viewer.may_look else ()))


def leaving(view: View, viewer: Viewer, profile: Profile = DEFAULT, *, title: str, purpose: str = "") -> Leaving:
    """A view made ready to leave; Refusal when it may not, or when its purpose must be said first."""
    if profile not in offered(viewer):
        allowed = "、".join(f"“{one.label}”" for one in offered(viewer))
        raise Refusal(f"您没有录入角色，不能按“{profile.label}”导出。", f"可以选择{allowed}。")
    if profile is Profile.NOTICE:
        notices.require_publishable(view)
    kept = tuple(column for column in view.shown if may_carry(column, profile))
    dropped = tuple(column.title for column in view.shown if not may_carry(column, profile))
    if not kept:
        raise Refusal(f"“{title}”没有一个栏目可以按“{profile.label}”带出。", "请换一种用途，或先显示可以带出的栏目。")
    cut = replace(view, columns=kept)
    cut = notices.as_published(cut) if profile is Profile.NOTICE else cut
    seen_as = chooser(viewer, profile), eyes(viewer, profile)
    found = Leaving(title, profile, cut, *seen_as, purpose.strip(), dropped)
    if found.personal and not (found.purpose or profile.usual):
        raise PurposeNeeded(f"按“{profile.label}”导出个人信息必须写明用途。", f"如：{'、'.join(PURPOSES)}。")
    return replace(found, purpose=found.purpose or profile.usual)


def outgoing(register: Register, left: Leaving, listing: Listing, *, action: Action, **more: Any) -> Outgoing:
    """What the log says of it; ``more`` goes into the detail."""
    columns = [column.title for column in listing.view.shown]
    conditions = condition_words.words(left.view)
    detail = {"profile": left.profile.label, "columns": columns, "conditions": conditions, "rows": len(listing), **more}
    people = people_in(register, listing) if left.personal else 0
    return Outgoing(action, left.title, people, left.purpose, detail)


def people_in(register: Register, listing: Listing) -> int:
    """How many different persons the rows are about; a household counts by its head."""
    model = listing.view.record_type.model
    named = (field for field in model._meta.sorted_fields if is_declared(field))
    link = model._meta.fields.get("person")
    if model is Person:
        return len(listing)
    if link is not None:
        what = f'count(DISTINCT "{link.column_name}")'
    elif head := next((field for field in named if isinstance(spec_of(field).kind, PersonName)), None):
        what = f"count(nullif(\"{head.column_name}\",''))"
    else:
        return 0
    ids = json.dumps([listing.id_at(row) for row in range(len(listing))])
    sql = f'SELECT {what} FROM {table(model)} WHERE "id" IN (SELECT value FROM json_each(?))'
    with register.session():
        return int(register.db.execute_sql(sql, (ids,)).fetchone()[0])


def _spec(column: Column) -> Any:
    return known.titled(column).spec
