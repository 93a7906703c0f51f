"""Proves definitions against the records: fields, reckonings and groups that an indicator names must be there.

What is wrong is told with file and line; a return that leans on a faulty indicator is left out, the others stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches

from hfp_desk import policy
from hfp_desk.problems import Problem, Refusal
from hfp_desk.records import BY_NAME
from hfp_desk.returns import Definition, Indicator
from hfp_desk.returns.loading import Catalogue
from hfp_desk.store import phrases, row_kinds
from hfp_desk.store.computed import COMPUTED
from hfp_desk.store.groups import GROUPS
from hfp_desk.store.indicator_fields import kind_of, require_countable, whole
from hfp_desk.store.phrases import Moment


def proven(found: Catalogue) -> Catalogue:
    """The catalogue without the returns that cannot be counted, and with what is wrong with them."""
    wrong = {name: mistake(one, found.indicators) for name, one in found.indicators.items()}
    problems = [found.at(f"indicator {name}", sentence) for name, sentence in wrong.items() if sentence]
    kept = []
    for definition in found.definitions:
        lost = list(_lost(found, definition, wrong))
        problems += [problem for problem in lost if problem is not None]
        kept += [] if lost else [definition]
    return Catalogue(tuple(kept), found.indicators, (*found.problems, *problems), found.places)


def mistake(indicator: Indicator, known: Mapping[str, Indicator]) -> str:
    """What is wrong with an indicator, empty when it can be counted."""
    try:
        _try(whole(indicator, known))
    except Refusal as refusal:
        return f"指标“{indicator.name}”：{_said(refusal)}"
    return ""


def _lost(found: Catalogue, definition: Definition, wrong: Mapping[str, str]) -> Iterator[Problem | None]:
    """What keeps a return from being counted; None stands for an indicator that is told of already."""
    for column in definition.columns:
        if not column.indicator:
            continue
        if wrong[column.indicator]:
            yield None
            continue
        try:
            row_kinds.written(kind_of(whole(found.indicators[column.indicator], found.indicators)), definition.rows)
        except Refusal as refusal:
            yield found.at(f"return {definition.name}", f"栏目“{column.name}”：{_said(refusal)}")


def _said(refusal: Refusal) -> str:
    """What is wrong and what to do about it, as the end of a sentence."""
    return f"{refusal.sentence}{refusal.advice}".rstrip("。")


def _try(indicator: Indicator) -> None:
    kind = kind_of(indicator)
    if indicator.people and indicator.people not in GROUPS:
        raise Refusal(f"没有名为“{indicator.people}”的人群。", f"people 可以写 {'、'.join(GROUPS)}。")
    if indicator.computed and indicator.computed not in COMPUTED:
        alike = "、".join(get_close_matches(indicator.computed, COMPUTED))
        advice = f"相近的有 {alike}，请核对。" if alike else "请核对指标中的 computed。"
        raise Refusal(f"没有名为“{indicator.computed}”的计算方法。", advice)
    require_countable(indicator)
    moment = Moment(date(2020, 1, 1), date(2020, 12, 31), policy.load(policy.names()[0]).on(date(2020, 12, 31)))
    for phrase in indicator.where:
        phrases.condition(kind, phrase, moment)
    for having in (*indicator.has, *indicator.lacks):
        for phrase in having.where:
            phrases.condition(BY_NAME[having.record], phrase, moment)
