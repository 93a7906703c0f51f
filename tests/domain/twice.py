"""One person registered twice, in a real register, and the state of everything around them."""

from datetime import date
from typing import Any

from hfp_desk import policy
from hfp_desk.records import ALL, PERSON, SETTLEMENT, TREATMENT, NotDuplicate, Unread
from hfp_desk.store import entering, history, merges, merging, tables
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register

ZS = policy.load("zhangshu-2020")
WHY = "身份证号相同，重复导入"

State = dict[tuple[str, int], tuple[dict[str, Any], bool]]
"""Content of every record, and whether it is voided."""


def kept(register: Register, made: Any, record: int | None = None, **values: Any) -> int:
    version = made.model.get_by_id(record).version if record is not None else 1
    return entering.keep(register, ZS, [Draft(made, values, record, version)]).ids[0]


def stay(register: Register, person: int, bill: dict[str, Any] | None = None, **values: Any) -> int:
    given = {"person": person, "disease": "肺癌", "hospital": "樟树市人民医院", "admitted": date(2020, 3, 2), **values}
    drafts = [Draft(TREATMENT, given), *([Draft(SETTLEMENT, bill)] if bill else [])]
    return entering.keep(register, ZS, drafts).ids[0]


def two(register: Register) -> tuple[int, int]:
    """李玥 twice: once with a number, once with a telephone."""
    first = kept(register, PERSON, name="李玥", id_number="36098219590312752X")
    return first, kept(register, PERSON, name="李月", phone="13800000000")


def merged(register: Register, pair: tuple[int, int], **chosen: int) -> int:
    merging.merge(register, *pair, chosen, WHY, sure=True)
    return merges.of_person(register, pair[0])[0].id


def state(register: Register) -> State:
    """The content of every record, and whether it is voided."""
    found: State = {}
    for kind in ALL:
        marks = {row.id: bool(row.voided_at) for row in kind.model.select(kind.model.id, kind.model.voided_at)}
        read = tables.read_contents(register.db, kind.model, list(marks))
        found |= {(kind.name, record): (read[record], marks[record]) for record in marks}
    return found


def pointers(register: Register) -> list[Any]:
    """Where the office's own rows point."""
    return [
        *((row.kind, row.record) for row in Unread.select().order_by(Unread.id)),
        *((row.first.id, row.second.id) for row in NotDuplicate.select().order_by(NotDuplicate.id)),
    ]


def sound(register: Register) -> None:
    assert register.db.execute_sql("PRAGMA foreign_key_check").fetchone() is None
    assert history.first_broken(register.db) is None
