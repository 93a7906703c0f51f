"""What the log can be filtered by, and what the filter line asks the store for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hfp_desk.records import ALL, PERSON
from hfp_desk.store import log_search, logbook
from hfp_desk.store.log_search import Wanted
from ui.facets import ChoiceFacet, Facet, PeriodFacet, TextFacet, Values
from ui.office import Office
from ui.pages.jump import LogOf
from ui.widgets.choices import Choice


def facets(office: Office) -> tuple[Facet, ...]:
    """When, who, what, about which kind of record, which words."""

    def users() -> Sequence[Choice]:
        return [Choice(name, name) for name in logbook.users(office.register)]

    return (
        PeriodFacet("at", "日期"),
        ChoiceFacet("user", "操作员", choices=users),
        ChoiceFacet("action", "动作", choices=_actions),
        ChoiceFacet("kind", "类别", choices=_kinds),
        TextFacet("text", "原因或内容"),
        TextFacet("batch", "导入批次", pinned=False),
    )


def wanted(values: Mapping[str, Values], only: LogOf | None) -> Wanted:
    """What the filter line and the record chosen elsewhere ask for."""
    first, last = values.get("at", ("", ""))
    number = values.get("batch", ("",))[0]
    asked = Wanted(
        first,
        last,
        users=values.get("user", ()),
        actions=values.get("action", ()),
        kinds=values.get("kind", ()),
        person=only.record if only is not None and only.kind is PERSON else None,
        record=(only.kind.name, only.record) if only is not None and only.kind is not PERSON else None,
        text=values.get("text", ("",))[0],
    )
    return replace(asked, batch=int(number) if number.isdigit() else -1) if number else asked


def _actions() -> Sequence[Choice]:
    return [Choice(key, label) for key, label in log_search.actions().items()]


def _kinds() -> Sequence[Choice]:
    return [Choice(kind.name, kind.title) for kind in ALL]
