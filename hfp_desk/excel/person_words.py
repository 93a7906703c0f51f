"""What a list of persons says of all its rows, and which records one row means.

A visit of somebody with two diseases counts for each; a row of a two-cancers list is a screening for each of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hfp_desk.codes import code_list
from hfp_desk.excel import cases
from hfp_desk.excel.converting import written
from hfp_desk.excel.parts import Part
from hfp_desk.excel.person_kinds import ILLNESS
from hfp_desk.excel.person_lists import CANCERS, TB_NOTICES, TWO_CANCERS
from hfp_desk.excel.table import error, note, warn
from hfp_desk.excel.visit_lists import VISIT_LISTS
from hfp_desk.excel.work import Rows
from hfp_desk.fields import spec_of
from hfp_desk.records import Aid, Alert, FollowUp, ManagedCase, Screening
from hfp_desk.rules.visits import TB

_TO_VERIFY, _OTHER = "1", "9"
_SHORTEST = 2


def said_by_title(rows: Rows, part: Part) -> dict[str, Any]:
    """What only the title says: which screening or aid it is, the year, the day; told once."""
    table, model = rows.table, part.record.model
    found: dict[str, Any] = {}
    if model in (Screening, Aid) and f"{part.name}.kind" not in table.values and table.kind is not TWO_CANCERS:
        found["kind"] = _titled(rows, "screening_kind" if model is Screening else "aid_kind")
    if model is Alert:
        found = {"state": _TO_VERIFY, "source": _titled(rows, "alert_source") or _unsourced(rows, part)}
    return {name: value for name, value in found.items() if value}


def _titled(rows: Rows, codes: str) -> str:
    """The code whose longest word stands in a title; nothing where two are named."""
    listed = code_list(codes)
    words = [(word, item) for item in listed.items for word in (item.label, *item.synonyms) if len(word) >= _SHORTEST]
    text = " ".join(rows.table.guesses.lines)
    named = [(word, item) for word, item in words if word in text and item.label not in ("其他", "其它")]
    named = [(word, item) for word, item in named if not any(word != other and word in other for other, _ in named)]
    found = {item.code: word for word, item in named}
    if len(found) != 1:
        return ""
    (code, word), told = *found.items(), ("titled", id(rows.table), codes)
    if told not in rows.work.told and len(rows.table):
        rows.work.told.add(told)
        message = f"表中没有{listed.label}列，按标题中的“{word}”认定为{listed.shown(code)}，请核对。"
        rows.table.tell(0, note("N-TITLED", message, listed.label, word, listed.shown(code)))
    return code


def _unsourced(rows: Rows, part: Part) -> str:
    """其他 as the source of warnings whose list has neither a column nor a title for it, told once a sheet."""
    told = "unsourced", id(rows.table)
    if told not in rows.work.told and f"{part.name}.{Alert.source.name}" not in rows.table.values and len(rows.table):
        rows.work.told.add(told)
        label, other = spec_of(Alert.source).label, code_list("alert_source").shown(_OTHER)
        message = (
            f"表中没有{label}列，标题也没有写明，全部记为“{other}”；可在表中补上这一列后再导入，或导入后逐条修改。"
        )
        rows.work.general.append(replace(note("N-SOURCE", message, label, "", other), sheet=rows.table.sheet))
    return _OTHER


def taken(rows: Rows, values: dict[str, Any], i: int) -> Iterator[dict[str, Any]]:
    """The records that a row means."""
    model = rows.table.kind.principal.record.model
    if model in (FollowUp, ManagedCase):
        yield from _under_programmes(rows, values, i)
    elif rows.table.kind is TWO_CANCERS:
        yield from _cancers(rows, values, i)
    elif model in (Screening, Aid):
        yield _restricted(rows, values)
    else:
        yield values


def _under_programmes(rows: Rows, values: dict[str, Any], i: int) -> Iterator[dict[str, Any]]:
    if rows.table.kind.principal.record.model is ManagedCase and not values.get("starts"):
        begun = values.get("notified_on") or _exact(values.get("diagnosed_on")) or rows.table.guesses.listed_on
        values = {**values, "starts": begun} if begun else values
    if values.get("visited_on") and not values.get("stage"):
        values = {**values, "stage": "1"}
    for programme in _programmes(rows, i):
        yield {**values, "programme": programme}


def _exact(day: str | None) -> str:
    return day if day and len(day) == len("2019-01-01") else ""


def _programmes(rows: Rows, i: int) -> tuple[str, ...]:
    """The programmes of a row: of the list's form, of its own column, of the title, of the only open case."""
    table = rows.table
    fixed = VISIT_LISTS.get(table.kind.key) or (TB if table.kind is TB_NOTICES else "")
    if fixed:
        return (fixed,)
    said = cases.said_in(written(table.raw(ILLNESS, i)))
    for word in said.unknown:
        table.tell(
            i, warn("W-GROUP-UNKNOWN", f"“{word}”不在管理病种代码表中，没有登记这一种，请核对。", "管理病种", word)
        )
    if said.programmes:
        return said.programmes
    titled = "" if said.unknown else _titled(rows, cases.PROGRAMME)
    known = () if titled or said.unknown else tuple(cases.open_programmes(rows, rows.who[i]))
    if titled or len(known) == 1:
        return (titled,) if titled else known
    message = "看不出是哪个病种，不能登记，请补填病种（高血压、2型糖尿病等），或在标题中写明。"
    table.tell(i, error("E-PROGRAMME-EMPTY", message, "管理病种", "、".join(said.unknown), "高血压、2型糖尿病等"))
    return ()


def _cancers(rows: Rows, values: dict[str, Any], i: int) -> Iterator[dict[str, Any]]:
    """A screening for each cancer whose result stands in the row; without columns of results for both."""
    columns = [name for name in CANCERS if f"{name}.result" in rows.table.values]
    results = {name: rows.table.value(f"{name}.result", i) for name in columns}
    for name in columns or CANCERS:
        if not columns or results[name]:
            more = {"result": results[name]} if columns else {}
            yield {**values, **more, "kind": CANCERS[name]}
    if columns and not any(results.values()):
        message = "两项检查结果都是空的，不知道做了哪一项，请补填。"
        rows.table.tell(i, error("E-SCREENING-EMPTY", message, "筛查结果"))


def _restricted(rows: Rows, values: dict[str, Any]) -> dict[str, Any]:
    """A screening for, or an aid with, a disease that the policy keeps restricted is restricted itself."""
    codes = "aid_kind" if rows.table.kind.principal.record.model is Aid else "screening_kind"
    item = code_list(codes).find(str(values.get("kind") or ""))
    texts = (item.label, *item.synonyms) if item else ()
    diseases = {disease for text in texts for disease in _diseases(rows) if disease in text}
    return {**values, "restricted": 1} if diseases else values


def _diseases(rows: Rows) -> list[str]:
    """The labels of the programmes that the policy keeps restricted."""
    return [item.label for item in code_list(cases.PROGRAMME).items if cases.names_restricted(rows, item.code)]
