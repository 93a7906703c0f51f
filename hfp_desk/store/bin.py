"""The recycle bin: what is voided, by the deed that did it, with who, when and why; and bringing it back.

Read from the history, so that exactly what a deed took along comes back with it. Restricted records that went with a
person come back too, but are not told to those who may not know of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import ALL, BY_NAME, Change, RecordType
from hfp_desk.store import backup, keeping, needed, tables
from hfp_desk.store.opening import Register
from hfp_desk.store.titles import restricted_among, titles

_DEEDS = 'SELECT DISTINCT "deed" FROM "change" WHERE "action"=\'void\' AND "deed"<? ORDER BY "deed" DESC'
_STILL = (
    'SELECT c."kind",c."record" FROM "change" c WHERE c."deed"=? AND c."action"=\'void\' AND NOT EXISTS '
    '(SELECT 1 FROM "change" n WHERE n."kind"=c."kind" AND n."record"=c."record" AND n."id">c."id" '
    "AND n.\"action\" IN ('void','restore')) ORDER BY c.\"id\""
)
_ALL_DEEDS = 1 << 62

Named = tuple[str, int]


@dataclass(frozen=True)
class Binned:
    """A voided record that others hung on: ``along`` says what comes back with it (救治记录 2 条)."""

    kind: RecordType
    record: int
    title: str
    along: str


@dataclass(frozen=True)
class BinLine:
    """What one deed voided and is still voided."""

    deed: int
    at: str
    user: str
    reason: str
    words: str
    count: int


def lines(
    register: Register, viewer: Viewer, text: str = "", before: int = _ALL_DEEDS, most: int = 200
) -> list[BinLine]:
    """The deeds whose records are still voided, the newest first, at most ``most`` of those older than ``before``;
    with ``text`` in reason, user or title.
    """
    found: list[BinLine] = []
    with register.session():
        for (deed,) in list(register.db.execute_sql(_DEEDS, (before,))):
            line = _line(register, deed, viewer)
            if line is not None and _fits(register, line, text.strip(), viewer):
                found.append(line)
            if len(found) == most:
                break
    return found


def records(register: Register, deed: int, viewer: Viewer, most: int = 500) -> list[Binned]:
    """What a deed voided and is still voided, children under those they hang on; the first ``most``."""
    with register.session():
        return list(_binned(register, deed, viewer, most))


def restore(register: Register, deed: int) -> keeping.Changes:
    """Bring back all that a deed voided and is still voided; Refusal while something it belongs to stays voided."""
    with register.session():
        still = _still(register, deed)
        if not still:
            raise Refusal("这一次作废的记录都已恢复，没有再做改动。", "请刷新后再看。")
        for name, record in still:
            owner = needed.missing_owner(register.db, BY_NAME[name], record, frozenset(still))
            if owner:
                raise Refusal(
                    f"其中的{BY_NAME[name].title}所属的记录仍是作废的，不能恢复。", "请先恢复更晚作废的所属记录。"
                )
        backup.before_many(register, len(still))
        with keeping.deed(register) as act:
            for kind in ALL:
                act.restore_rows(kind.model, [record for name, record in still if name == kind.name])
        return act.changes


def _still(register: Register, deed: int) -> list[Named]:
    return [(kind, record) for kind, record in register.db.execute_sql(_STILL, (deed,))]


def _seen(register: Register, deed: int, viewer: Viewer) -> list[Named]:
    """What is still voided as far as this viewer may know of it; all of it where he may know of nothing in it."""
    still = _still(register, deed)
    if viewer.sees_restricted:
        return still
    ids = {name: [record for kind, record in still if kind == name] for name, _ in still}
    hidden = {name: restricted_among(register.db, BY_NAME[name], records) for name, records in ids.items()}
    return [(name, record) for name, record in still if record not in hidden[name]] or still


def _line(register: Register, deed: int, viewer: Viewer) -> BinLine | None:
    still = _seen(register, deed, viewer)
    if not still:
        return None
    first = Change.select().where((Change.deed == deed) & (Change.action == "void")).order_by(Change.id).first()
    return BinLine(deed, first.at, first.user, first.reason, _words(register, still, viewer), len(still))


def _words(register: Register, still: list[Named], viewer: Viewer) -> str:
    roots, under = _trees(register, still)
    if len(roots) > 1:
        return _counted(still)
    name, record = roots[0]
    title = titles(register.db, BY_NAME[name], [record], viewer)[record]
    along = _counted(under[roots[0]])
    return f"{title}（连同 {along}）" if along else title


def _counted(named: list[Named]) -> str:
    counts = Counter(name for name, _ in named)
    return "、".join(f"{kind.title} {counts[kind.name]:,} 条" for kind in ALL if counts[kind.name])


def _binned(register: Register, deed: int, viewer: Viewer, most: int) -> Iterator[Binned]:
    roots, under = _trees(register, _seen(register, deed, viewer))
    roots = roots[:most]
    for kind in ALL:
        mine = [record for name, record in roots if name == kind.name]
        named = titles(register.db, kind, mine, viewer)
        for record in mine:
            yield Binned(kind, record, named[record], _counted(under[kind.name, record]))


def _trees(register: Register, still: list[Named]) -> tuple[list[Named], dict[Named, list[Named]]]:
    """The records that hang on none of the others, and what hangs on each of them."""
    root: dict[Named, Named] = {}
    inside = frozenset(still)
    for kind in ALL:
        mine = [record for name, record in still if name == kind.name]
        contents = tables.read_contents(register.db, kind.model, mine)
        for record in mine:
            owner = _owner(kind, contents[record], inside)
            root[kind.name, record] = root[owner] if owner is not None else (kind.name, record)
    under: dict[Named, list[Named]] = {one: [] for one in still if root[one] == one}
    for one, above in root.items():
        if one != above:
            under[above].append(one)
    return list(under), under


def _owner(kind: RecordType, values: dict[str, object], inside: frozenset[Named]) -> Named | None:
    for link in needed.owning(kind.model):
        owner = (link.rel_model.__name__.lower(), values[link.name])
        if owner in inside:
            return owner
    return None


def _fits(register: Register, line: BinLine, text: str, viewer: Viewer) -> bool:
    """Whether a text is in what the line says; names are looked through only where they are seen whole."""
    if not text or any(text in part for part in (line.reason, line.user, line.words)):
        return True
    whole = viewer.sees_persons
    return whole and any(text in one.title for one in _binned(register, line.deed, viewer, line.count))
