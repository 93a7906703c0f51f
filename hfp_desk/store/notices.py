"""What may stand in a public notice (公示): never a number, phone, address, birth date, account or anything of health.

Two locks on each column. By kind and secrecy it may be barred whatever its declaration says; what is not barred and
not public must be declared ``published``. A list that says who is ill by being there at all is no notice, nor is one
picked by a word that says it (因病); of identities those that say it (贫困残疾人) stay behind.
"""

from __future__ import annotations

from dataclasses import replace

from hfp_desk.fields import Secrecy, Spec, spec_of
from hfp_desk.kinds import Choice, Choices, Day, IdentityNumber, Link, PersonName, Phone, Text, VagueDay
from hfp_desk.problems import Refusal
from hfp_desk.records import Column, Place, Record
from hfp_desk.store import columns as known
from hfp_desk.store import flaws
from hfp_desk.store.views import Condition, Operator, Order, View

_ADVICE = "公示请用人员、户或身份清单，只按乡镇、行政村和身份类别筛选。"


def barred(spec: Spec) -> bool:
    """Whether a field can never be published, by its kind and secrecy alone."""
    if spec.secrecy is Secrecy.HEALTH or isinstance(spec.kind, IdentityNumber | Phone):
        return True
    if isinstance(spec.kind, PersonName) or spec.secrecy < Secrecy.PERSONAL:
        return False
    return isinstance(spec.kind, Text | Day | VagueDay | Link)


def may_stand(column: Column) -> bool:
    """Whether a notice may show this column."""
    spec = known.titled(column).spec
    if column.summed_over is not None and _may_tell(spec):
        return False  # all of somebody's identities in one cell
    return not barred(spec) and (spec.published or spec.secrecy is Secrecy.PUBLIC)


def of_health(model: type[Record]) -> bool:
    """Whether a record of this type says by being there that somebody is ill: it is known by a value of health."""
    return spec_of(known.TITLES[model]).secrecy is Secrecy.HEALTH


def require_publishable(view: View) -> None:
    """Refusal when the rows of this list tell who is ill, or were picked out for work within the office."""
    if of_health(view.record_type.model):
        raise Refusal(f"{view.record_type.title}清单一经公示就说出了谁患病，不能作公示。", _ADVICE)
    asked = (condition.column for condition in view.conditions if _picks_ill(view, condition))
    telling = next(asked, None)
    if telling is not None:
        raise Refusal(f"按“{telling.title}”筛选出的名单会说出谁患病，不能作公示。", _ADVICE)
    if view.flaw:
        label = flaws.named(view.record_type, view.flaw).label
        raise Refusal(f"“{label}”是内部核对的名单，不能作公示。", _ADVICE)


def as_published(view: View) -> View:
    """The list as a notice may show it: its columns and its order cut, voided and telling records left out."""
    columns = tuple(column for column in view.shown if may_stand(column))
    order = tuple(pair for pair in view.order if may_stand(pair[0]))
    harmless = tuple(_harmless(column) for column in columns if _may_tell(known.titled(column).spec))
    return replace(
        view,
        columns=columns,
        conditions=(*view.conditions, *harmless),
        order=order or _by_place(columns),
        include_void=False,
    )


def _harmless(column: Column) -> Condition:
    kind = known.titled(column).spec.kind
    assert isinstance(kind, Choice | Choices)
    return Condition(column, Operator.AMONG, tuple(item.code for item in kind.list.items if not item.health))


def _may_tell(spec: Spec) -> bool:
    return isinstance(spec.kind, Choice | Choices) and spec.kind.list.tells_health


def _picks_ill(view: View, condition: Condition) -> bool:
    """Whether who is in the list is so because of his health."""
    return _tells_health(view, condition.column) or _picks_telling(condition)


def _picks_telling(condition: Condition) -> bool:
    spec = known.titled(condition.column).spec
    if not isinstance(spec.kind, Choice | Choices) or not _may_tell(spec):
        return False
    if condition.operator not in (Operator.EQUALS, Operator.AMONG):
        return condition.operator not in (Operator.EMPTY, Operator.PRESENT)
    given = condition.value if isinstance(condition.value, list | tuple | set | frozenset) else (condition.value,)
    found = (spec.kind.list.find(str(one)) for one in given)
    return any(one is None or one.health for one in found)


def _by_place(columns: tuple[Column, ...]) -> Order:
    """By township and village in their official order, then by what comes next."""
    places = [Column(Place.sort, column.path) for column in columns if column.field is Place.name and column.path]
    others = [column for column in columns if column.field is not Place.name and column.summed_over is None]
    return tuple((column, False) for column in (*places, *others[:1]))


def _tells_health(view: View, column: Column) -> bool:
    titled = known.titled(column)
    owner = column.summed_over.model if column.summed_over is not None else known.holder(view.record_type, titled)
    return titled.spec.secrecy is Secrecy.HEALTH or of_health(owner)
