"""Whom each row is about: keys that decide, names that only suggest, and contradictions between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.outcomes import LEAVE_OUT, NEW_PERSON, Outcome
from hfp_desk.excel.parts import PERSON_IDENTITY, Mode, Part
from hfp_desk.excel.table import Table, error, note, warn
from hfp_desk.excel.work import Rows, Who
from hfp_desk.records import Person

NAME, PERSON_NUMBER = "person.name", "person.number"


def match_persons(rows: Rows, part: Part) -> None:
    """Say for every open row who it is about; rows that contradict the register or need an answer are held."""
    table, work = rows.table, rows.work
    numbers = table.column(PERSON_IDENTITY)
    for i in list(table.open):
        key = table.ids[i]
        if key is not None:
            rows.who[i] = _by_key(rows, i, key.key)
        elif numbers is not None and numbers[i] and i not in table.doubted:
            rows.who[i] = _one(rows, i, work.known.persons_by_document.get(numbers[i], ()), f"document:{numbers[i]}")
        elif _has_own_number(rows, i):
            continue
        else:
            rows.who[i] = _by_name(rows, i)
    if part.mode is not Mode.LOOKUP:
        work.ledger(Person).load(who for who in rows.who if isinstance(who, int))


def _has_own_number(rows: Rows, i: int) -> bool:
    """Whether our own number says which record it is, so that nobody has to be found."""
    return rows.table.kind.ours and bool(rows.table.given) and rows.table.given[i] is not None


def _by_key(rows: Rows, i: int, key: str) -> Who | None:
    found = rows.work.known.persons_by_key.get(key, ())
    number = rows.table.value(PERSON_NUMBER, i)
    if not number or rows.table.kind.ours:
        return _one(rows, i, found, key)
    others = rows.work.known.persons_by_number.get(number, ())
    if len(found) > 1 or not others or set(found) & set(others):
        return _one(rows, i, found, key)
    return _by_both(rows, i, found, others)


def _by_both(rows: Rows, i: int, found: Sequence[int], others: Sequence[int]) -> Who | None:
    """ID number and 人编号 point at different persons: told apart, or the number of somebody without a valid ID."""
    ledger = rows.work.ledger(Person)
    ledger.load(others)
    number = rows.table.value(PERSON_NUMBER, i)
    other = ledger.content(others[0])
    if not found and len(others) == 1 and not other["id_key"]:
        return others[0]
    message = f"人编号 {number} 在登记簿中是{other['name']}（{other['id_number']}），与本行证件号码不是同一人，请核对。"
    rows.table.tell(i, error("E-NUMBER-OTHER", message, "人编号", number, other["id_number"]), Outcome.CONFLICT)
    return None


def _one(rows: Rows, i: int, found: Sequence[int], key: str) -> Who | None:
    if len(found) > 1:
        message = f"登记簿中有 {len(found)} 人使用这个证件号码，请先合并或更正后再导入。"
        rows.table.tell(i, error("E-PERSON-TWICE", message, "证件号码", key), Outcome.CONFLICT)
        return None
    return found[0] if found else key


def _by_name(rows: Rows, i: int) -> Who | None:
    """A row without any number: candidates by name, village and birth; only the clerk decides."""
    table, work = rows.table, rows.work
    name = table.value(NAME, i) or ""
    decided = work.choices.decisions.get((table.sheet, table.numbers[i]))
    if decided == LEAVE_OUT or not name:
        reason = "按您的选择没有导入。" if name else "没有姓名和证件号码，不知道是谁，请补填。"
        outcome = Outcome.SKIPPED if name else Outcome.REJECT
        problem = note("N-LEFT-OUT", reason, "姓名") if name else error("E-PERSON-EMPTY", reason, "姓名")
        table.tell(i, problem, outcome)
        return None
    if decided == NEW_PERSON:
        return f"row:{table.sheet}:{table.numbers[i]}"
    if decided and decided.isdigit():
        return int(decided)
    found = candidates(rows, i, name)
    if len(found) == 1 and work.choices.accept_candidates:
        message = "没有证件号码，按姓名和地址认定为登记簿中的同名人，请核对。"
        table.tell(i, warn("W-PERSON-BY-NAME", message, "姓名", name))
        return found[0]
    table.tell(i, _doubt(name, found), Outcome.DOUBTFUL)
    return None


def candidates(rows: Rows, i: int, name: str) -> list[int]:
    """Persons of that name; village and birth exclude where both sides know them."""
    village = rows.table.places[i].village if rows.table.places else None
    birth = rows.table.value("person.birth", i)
    return [
        record
        for record, home, born in rows.work.known.persons_by_name.get(name, ())
        if not (village and home and village != home) and not (birth and born and birth != born)
    ]


def _doubt(name: str, found: Sequence[int]) -> Any:
    if found:
        message = f"没有证件号码；登记簿中同名同村的有 {len(found)} 人，请指定是哪一位，或补填证件号码。"
        return warn("W-PERSON-DOUBT", message, "姓名", name, f"登记编号 {'、'.join(map(str, found[:5]))}")
    message = "没有证件号码，登记簿中也没有同名同村的人，请补填证件号码，或选择按新人员登记。"
    return warn("W-PERSON-DOUBT", message, "姓名", name, "18 位身份证号码")


def tell_differences(table: Table, i: int, stored: dict[str, Any], mode: Mode) -> None:
    """The same number under another name, or living in another village than the register says."""
    name = table.value(NAME, i)
    if name and stored["name"] and name != stored["name"]:
        done = "姓名已按来表更新" if mode is Mode.OWN else "登记簿中的姓名没有改动"
        message = f"同一证件号码，来表姓名“{name}”与登记簿“{stored['name']}”不同，{done}，请核对是否同一人。"
        table.tell(i, warn("W-NAME-DIFFERS", message, "姓名", name, stored["name"]))
    village = table.places[i].village if table.places else None
    if mode is Mode.FILL and village and not is_blank(stored["village"]) and village != stored["village"]:
        message = "来表的村与登记簿不同，登记簿没有改动，请核对是否迁居。"
        table.tell(i, note("N-PLACE-DIFFERS", message, "行政村", str(table.value("place.village", i) or "")))
