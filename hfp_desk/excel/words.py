"""Words of the sender's that a code list or the list of places does not know: asked once for each, with proposals."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher

from hfp_desk.codes import CodeList
from hfp_desk.excel.planning import UnknownWord
from hfp_desk.excel.table import Table
from hfp_desk.fields import spec_of
from hfp_desk.kinds import Choice, Choices

PLACES = "village"


def unknown_words(table: Table) -> list[UnknownWord]:
    """Each word once, with how often it stands there."""
    counted: Counter[tuple[str, str, str]] = Counter()
    lists: dict[str, CodeList] = {}
    for cells in table.unread.values():
        for part, name, written, _ in cells:
            spec = spec_of(part.record.model._meta.fields[name])
            key = PLACES if name == PLACES else f"{part.name}.{name}"
            if isinstance(spec.kind, Choice | Choices):
                lists[key] = spec.kind.list
            if key == PLACES or key in lists:
                counted[key, spec.label, written] += 1
    return [
        UnknownWord(key, label, written, count, suggestions(lists[key], written) if key in lists else ())
        for (key, label, written), count in counted.most_common()
    ]


def suggestions(codes: CodeList, written: str, count: int = 3) -> tuple[tuple[str, str], ...]:
    """Codes and labels most like a word."""
    ranked = sorted(
        (
            (max(SequenceMatcher(None, written, word).ratio() for word in (item.label, *item.synonyms)), item)
            for item in codes.offered()
        ),
        key=lambda pair: -pair[0],
    )
    return tuple((item.code, item.label) for likeness, item in ranked[:count] if likeness > 0.3)
