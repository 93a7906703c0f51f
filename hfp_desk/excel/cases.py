"""Managed cases of a list: which programmes its words name, the case of a person, found or begun.

A disease that the policy keeps restricted becomes a restricted case, with every visit that belongs to it. Whoever
imports may read it in the list itself; what the register already holds of it is not told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from hfp_desk.codes import code_list
from hfp_desk.excel.converting import written
from hfp_desk.excel.work import Rows
from hfp_desk.kinds import BLANKS
from hfp_desk.records import ManagedCase
from hfp_desk.store.visit_cases import is_restricted

PROGRAMME, GROUP = "programme", "contract_group"
POOR = "5"
"""The programme of poor people without any of the others (domain.md §2.11)."""

_SEVERAL = re.compile(r"[,，、;；/|+＋&\s]+|和|及|合并|伴")
_POOR_GROUP = "13"
_CHRONIC = re.compile(r"患者|病人$")


class Said(NamedTuple):
    """What a cell of groups of people or diseases names: codes of programmes, of groups, words that are neither."""

    programmes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def said_in(text: str) -> Said:
    """The programmes and groups that a text names, each once; the poor are a programme only where no disease is."""
    whole = _one(text)
    words = [text] if whole else [word for word in _SEVERAL.split(text) if word and word not in BLANKS]
    programmes: list[str] = []
    groups: list[str] = []
    unknown: list[str] = []
    for word in words:
        programme, group = _one(word) or ("", "")
        programmes += [programme] if programme else []
        groups += [group] if group else []
        unknown += [] if programme or group else [word]
    if not programmes and _POOR_GROUP in groups:
        programmes = [POOR]
    return Said(*(tuple(dict.fromkeys(found)) for found in (programmes, groups, unknown)))


def _one(word: str) -> tuple[str, str] | None:
    """Programme and group of one word; figures alone are no word."""
    if not word or word.isdigit():
        return None
    group = code_list(GROUP).find(word) or code_list(GROUP).find(_CHRONIC.sub("", word))
    programme = code_list(PROGRAMME).find(word) or code_list(PROGRAMME).find(_CHRONIC.sub("", word))
    if programme is None and group is not None:
        programme = code_list(PROGRAMME).find(group.label)
    return (programme.code if programme else "", group.code if group else "") if programme or group else None


def said_of(rows: Rows, keys: tuple[str, ...], i: int) -> Said:
    """What the columns of a row name together."""
    found = [said_in(written(rows.table.raw(key, i))) for key in keys if key in rows.table.columns]
    together = (tuple(dict.fromkeys(one for said in found for one in said[at])) for at in range(3))
    programmes, groups, unknown = together
    if len(programmes) > 1:
        programmes = tuple(one for one in programmes if one != POOR)
    return Said(programmes, groups, unknown)


def names_restricted(rows: Rows, programme: str) -> bool:
    """Whether the policy of today keeps a programme restricted."""
    edition = rows.work.policy.on(rows.work.today)
    told = ("restricted", programme)
    if told not in rows.work.made:
        rows.work.made[told] = int(is_restricted(programme, edition))
    return bool(rows.work.made[told])


def open_programmes(rows: Rows, who: object) -> list[str]:
    """The programmes under which the register manages a person today, without what the clerk may not know of."""
    if not isinstance(who, int):
        return []
    ledger, found = rows.work.ledger(ManagedCase), []
    for record in rows.work.known.keyed(ManagedCase, ("person",)).get((who,), ()):
        case = ledger.content(record)
        if not case["ends"] and (rows.work.knows_restricted or not case["restricted"]):
            found.append(str(case["programme"]))
    return list(dict.fromkeys(found))


def case_on(rows: Rows, person: int, programme: str, day: str) -> int | None:
    """The case a day belongs to: pending, or of the register the first that had not ended then."""
    pending = rows.work.made.get(("case", person, programme))
    if pending is not None:
        return pending
    ledger = rows.work.ledger(ManagedCase)
    known = rows.work.known.keyed(ManagedCase, ("person", "programme")).get((person, programme), ())
    ledger.load(known)
    every = sorted((ledger.content(record)["starts"] or "", record) for record in known)
    return next((one for _, one in every if (ledger.content(one)["ends"] or "9999") >= day), None)


def begin_case(rows: Rows, person: int, programme: str, values: Mapping[str, Any], i: int) -> int:
    """A new case with what the row says of it; ``starts`` must be among the values."""
    given = {**values, "person": person, "programme": programme}
    if names_restricted(rows, programme):
        given["restricted"] = 1
    record = rows.add(ManagedCase, given, i)
    rows.work.made["case", person, programme] = record
    return record
