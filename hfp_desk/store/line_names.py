"""Which line of a return a cell of somebody else's table names: 临江镇, 临江, 临 江 镇, 合 计, 全市."""

from __future__ import annotations

import re

from hfp_desk.records import Place
from hfp_desk.returns import RowKind
from hfp_desk.returns.table import TOTAL, Line, Table
from hfp_desk.store.opening import Register
from hfp_desk.store.place_names import COUNTY, PlaceNames, folded

_TOTALS = ("合计", "总计", "总合计", "全县", "全市", "全区", "全县合计", "全市合计", "全区合计", "县合计", "市合计")
_AROUND = re.compile(r"^[\d一二三四五六七八九十]+[、.．]|[（(][^（）()]*[)）]$|[:：*]")


class LineNames:
    """The lines of a counted return by their names; places by all that they are or were called."""

    def __init__(self, register: Register, table: Table) -> None:
        self._kind = table.definition.rows
        self._keys = {line.key: line for line in table.lines}
        self._labels = {_plain(line.label): line for line in table.lines}
        total = self._keys[TOTAL]
        with register.session():
            self._places = PlaceNames(register.db) if self._kind in (RowKind.TOWNS, RowKind.VILLAGES) else None
            counties = [place.name for place in Place.select().where(Place.level == COUNTY)]
        self._labels |= {_plain(name): total for name in (*_TOTALS, *counties, table.unit) if name}

    def find(self, text: str, before: str = "") -> Line | None:
        """The line that ``text`` names; ``before`` is what stands left of it (the township of a village)."""
        wanted = _plain(text)
        if not wanted:
            return None
        if wanted in self._labels and self._kind is not RowKind.VILLAGES:
            return self._labels[wanted]
        if self._places is None:
            return None
        if self._kind is RowKind.TOWNS:
            town = self._places.find(wanted, "")
            return self._keys.get(town.town) if town.town is not None and town.village is None else None
        if self._labels.get(wanted) is self._keys[TOTAL]:
            return self._labels[wanted]
        village = self._places.find(_plain(before), wanted).village if before else None
        village = village or self._places.find("", wanted).village
        return self._keys.get(village) if village is not None else None


def _plain(text: str) -> str:
    return _AROUND.sub("", folded(text))
