"""What a list can be filtered by: facets of the filter line, and the conditions they put to the list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hfp_desk import policy
from hfp_desk.kinds import Choice as Code
from hfp_desk.kinds import Choices as Codes
from hfp_desk.records import Column, Person, RecordType
from hfp_desk.store import choosing, flaws
from hfp_desk.store.conditions import may_ask
from hfp_desk.store.listing import Condition, Operator, View
from hfp_desk.store.scopes import Scope
from ui.facets import ChoiceFacet, Facet, PeriodFacet, TextFacet, Values
from ui.office import Office
from ui.pages.print_request import LIST
from ui.widgets.choices import Choice

_OF_PAPERS = {"town", "village", "admitted"}
FLAW, VOID = "flaw", "void"
"""Keys of the two facets every list has: rows with a flaw, and voided rows too."""

_WITH_VOIDED, _ONLY_VOIDED = "1", "2"
_VOIDED = (Choice(_WITH_VOIDED, "含已作废"), Choice(_ONLY_VOIDED, "只看已作废"))


@dataclass(frozen=True)
class Ask:
    """A facet and the column it asks about."""

    facet: Facet
    column: Column
    operator: Operator

    def condition(self, values: Values) -> Condition:
        """The chosen values as a condition."""
        value: Any = values
        if self.operator is Operator.CONTAINS:
            value = values[0]
        return Condition(self.column, self.operator, value)


def code(key: str, label: str, column: Column, *, pinned: bool = True) -> Ask:
    """One of a code list."""
    kind = column.spec.kind
    assert isinstance(kind, Code | Codes)
    choices = [Choice(item.code, item.label) for item in kind.list.items]
    return Ask(ChoiceFacet(key, label, lambda: choices, pinned=pinned), column, Operator.AMONG)


def yes_no(key: str, label: str, column: Column, *, pinned: bool = True) -> Ask:
    """Yes or no; what was never said is neither."""
    choices = [Choice(word, word) for word in ("是", "否")]
    return Ask(ChoiceFacet(key, label, lambda: choices, pinned=pinned), column, Operator.AMONG)


def several(key: str, label: str, column: Column, choices: Callable[[], Sequence[Choice]]) -> Ask:
    """Some values out of a list the page knows."""
    return Ask(ChoiceFacet(key, label, choices), column, Operator.AMONG)


def period(key: str, label: str, column: Column, *, pinned: bool = True) -> Ask:
    """From day to day."""
    return Ask(PeriodFacet(key, label, pinned=pinned), column, Operator.BETWEEN)


def text(key: str, label: str, column: Column) -> Ask:
    """A part of a text; behind + 条件."""
    return Ask(TextFacet(key, label, pinned=False), column, Operator.CONTAINS)


def town(office: Office, column: Column) -> Ask:
    """Townships of the county."""
    return several("town", "乡镇", column, lambda: towns(office))


def village(office: Office, column: Column) -> Ask:
    """Villages of the county; behind + 条件."""
    facet = ChoiceFacet("village", "行政村", lambda: villages(office), pinned=False)
    return Ask(facet, column, Operator.AMONG)


def open_to(office: Office, asks: Sequence[Ask]) -> tuple[Ask, ...]:
    """Those of the facets this user may ask about."""
    return tuple(ask for ask in asks if may_ask(ask.column, office.viewer))


def diseases(office: Office) -> list[Choice]:
    """The diseases the policy names, the listed ones first, each once."""
    edition = office.policy.editions[-1]
    listed = [disease.label for each in edition.lists for disease in each.diseases]
    return [Choice(name, name) for name in dict.fromkeys([*listed, *(disease.label for disease in policy.diseases())])]


def towns(office: Office) -> list[Choice]:
    """Townships by number and name."""
    return [
        Choice(offer.id, offer.title) for offer in choosing.offers(office.register, Person.town, "", {}, office.viewer)
    ]


def villages(office: Office) -> list[Choice]:
    """Villages by number, the township before the name."""
    found = choosing.offers(office.register, Person.village, "", {}, office.viewer)
    return [Choice(offer.id, f"{offer.hint} {offer.title}") for offer in found]


def common(kind: RecordType) -> tuple[Facet, ...]:
    """The facets every list has."""
    choices = [Choice(flaw.name, flaw.label) for flaw in flaws.of(kind)]
    return (
        ChoiceFacet(FLAW, "问题", lambda: choices, pinned=False),
        ChoiceFacet(VOID, "作废", lambda: _VOIDED, pinned=False),
    )


def asked(view: View, asks: Sequence[Ask], values: Mapping[str, Values], only: tuple[int, ...] | None = None) -> View:
    """``view`` with what the filter line says, narrowed to the records named."""
    conditions = tuple(ask.condition(values[ask.facet.key]) for ask in asks if values.get(ask.facet.key))
    if _ONLY_VOIDED in values.get(VOID, ()):
        conditions += (Condition(Column(view.record_type.model.voided_at), Operator.PRESENT),)
    flaw = values.get(FLAW, ("",))[0]
    return replace(view, conditions=conditions, flaw=flaw, include_void=bool(values.get(VOID)), only=only)


def seen(view: View, columns: tuple[Column, ...], only: tuple[int, ...] | None) -> View:
    """``view`` with these columns, and only these records where some are named."""
    return replace(view, columns=columns, only=only if only is not None else view.only)


def scope(values: Mapping[str, Values], day: str = "admitted") -> Scope:
    """The townships, villages and period of the filter line, as the papers ask for them."""
    towns, villages = (tuple(int(one) for one in values.get(key, ())) for key in ("town", "village"))
    since, until = (date.fromisoformat(text) if text else None for text in values.get(day, ("", "")))
    return Scope(towns=towns, villages=villages, since=since, until=until)


def paper(form: str, values: Mapping[str, Values], *, whole: bool) -> str:
    """The official paper of a ledger, where it can say all the conditions; else the list as it is seen."""
    return form if whole and values.keys() <= _OF_PAPERS else LIST


def words(facets: Sequence[Facet], values: Mapping[str, Values]) -> str:
    """The conditions in one line, for a printed list."""
    return "；".join(f"{one.label} {one.words(values[one.key])}" for one in facets if values.get(one.key))
