"""The records behind every cell of a sent return, packed: each set of ids is kept once, however many cells share it.

``known`` are those of the records that somebody may be told of who knows of no restricted disease.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import sub
from struct import Struct, error, pack, unpack_from

import msgspec

from hfp_desk.problems import Refusal
from hfp_desk.store.row_kinds import Key

Place = tuple[Key, str]
"""A cell: the key of its line and the name of its column."""

Ids = tuple[int, ...]
_HEAD = Struct("<I")
_WIDTH = 4


class _Index(msgspec.Struct):
    """Which type of record each column lists, how long each set is, and the two sets of each cell."""

    kinds: dict[str, str]
    lengths: list[int]
    cells: list[tuple[Key, str, int, int]]


def packed(kinds: Mapping[str, str], everything: Mapping[Place, Ids], known: Mapping[Place, Ids]) -> bytes:
    """The ids behind the cells (in ascending order) as one block."""
    places: dict[Ids, int] = {}
    cells = [
        (key, column, places.setdefault(ids, len(places)), places.setdefault(known.get((key, column), ()), len(places)))
        for (key, column), ids in everything.items()
    ]
    index = msgspec.json.encode(_Index(dict(kinds), [len(ids) for ids in places], cells))
    steps = (pack(f"<{len(ids)}I", *map(sub, ids, (0, *ids))) for ids in places)
    return zlib.compress(b"".join((_HEAD.pack(len(index)), index, *steps)), 6)


@dataclass(frozen=True)
class SentMembers:
    """The records behind the cells of a sent return; a set is unpacked when it is asked for."""

    block: bytes
    index: _Index
    start: int

    @classmethod
    def of(cls, data: bytes) -> SentMembers:
        """Opens what ``packed`` made; Refusal for anything else."""
        try:
            block = zlib.decompress(data)
            (length,) = _HEAD.unpack_from(block)
            index = msgspec.json.decode(block[_HEAD.size : _HEAD.size + length], type=_Index)
        except (zlib.error, error, msgspec.MsgspecError):
            raise Refusal("上报时的名单读不出来，可能已损坏。", "请用上报之前或之后的备份核对。") from None
        return cls(block, index, _HEAD.size + length)

    def kind(self, column: str) -> str:
        """The type of the records behind a column; empty for one without a list."""
        return self.index.kinds.get(column, "")

    def ids(self, key: Key, column: str) -> Ids:
        """All records behind a cell."""
        return self._set(self._cells.get((key, column), (-1, -1))[0])

    def known(self, key: Key, column: str) -> Ids:
        """Those that anybody may be told of."""
        return self._set(self._cells.get((key, column), (-1, -1))[1])

    def lines(self, column: str) -> tuple[Key, ...]:
        """The lines of a column that list records."""
        return tuple(key for key, name in self._cells if name == column)

    @cached_property
    def _cells(self) -> Mapping[Place, tuple[int, int]]:
        return {(key, column): (every, known) for key, column, every, known in self.index.cells}

    @cached_property
    def _offsets(self) -> Sequence[int]:
        return list(accumulate((length * _WIDTH for length in self.index.lengths), initial=self.start))

    def _set(self, place: int) -> Ids:
        if place < 0:
            return ()
        return tuple(accumulate(unpack_from(f"<{self.index.lengths[place]}I", self.block, self._offsets[place])))
