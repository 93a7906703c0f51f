"""Province, city and county: typed to filter, or the county at once by name or six-digit code."""

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QObject, Signal

from hfp_desk import divisions
from hfp_desk.divisions import Division, Level
from ui.front.fields import Labelled, PickLine
from ui.widgets.choices import Choice

_FEW = 100


class Region(QObject):
    """The three fields; ``county_chosen`` carries the county, None while it is not known."""

    county_chosen = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._province = PickLine(lambda text: _fitting(divisions.provinces(), text))
        self._city = PickLine(self._find_city)
        self._county = PickLine(self._find_county, "也可直接输入县名或六位代码")
        self.fields = (
            Labelled("省（自治区、直辖市）", self._province),
            Labelled("市（州、盟）", self._city),
            Labelled("县（市、区、旗）", self._county),
        )
        self._province.settled.connect(self._province_settled)
        self._city.settled.connect(self._city_settled)
        self._county.settled.connect(self._county_settled)

    @property
    def lines(self) -> tuple[PickLine, ...]:
        """The editors in the order of the keyboard."""
        return self._province, self._city, self._county

    @property
    def county(self) -> Division | None:
        """The county chosen."""
        return _division(self._county)

    def holds(self) -> bool:
        """Whether a county is chosen; what is missing is said at the field."""
        if self.county is None:
            written = self._county.text().strip()
            self.fields[2].fault(f"没有找到“{written}”，请从列表中选择。" if written else "请选择县（市、区）。")
        return self.county is not None

    def _province_settled(self) -> None:
        province = _division(self._province)
        cities = divisions.children(province.code, Level.PROVINCE) if province is not None else ()
        self._city.put(_choice(cities[0]) if len(cities) == 1 else None)
        self._city_settled()

    def _city_settled(self) -> None:
        city = _division(self._city)
        if city is not None:
            self._show_above(city)
        counties = divisions.children(city.code, Level.CITY) if city is not None else ()
        self._county.put(_choice(counties[0]) if len(counties) == 1 else None)
        self._county_settled()

    def _county_settled(self) -> None:
        county = _division(self._county)
        if county is not None:
            city = next(city for city in _cities() if city.code == county.parent)
            self._city.put(_choice(city))
            self._show_above(city)
        self.county_chosen.emit(county)

    def _show_above(self, city: Division) -> None:
        province = next(place for place in divisions.provinces() if place.code == city.parent)
        self._province.put(_choice(province))

    def _find_city(self, text: str) -> list[Choice]:
        province = _division(self._province)
        near = _fitting(divisions.children(province.code, Level.PROVINCE), text) if province is not None else []
        return near or _fitting(_cities(), text)

    def _find_county(self, text: str) -> list[Choice]:
        """In the city, else in the province, else anywhere: whoever types another county's name means that one."""
        city, province = _division(self._city), _division(self._province)
        near = _fitting(divisions.children(city.code, Level.CITY), text) if city is not None else []
        return near or _counties_in(province.code if province is not None else "", text) or _counties_in("", text)


@cache
def _cities() -> tuple[Division, ...]:
    return tuple(
        city for province in divisions.provinces() for city in divisions.children(province.code, Level.PROVINCE)
    )


@cache
def _counties() -> tuple[tuple[Division, str], ...]:
    """Every county with the names above it."""
    names = {place.code: place.name for place in divisions.provinces()}
    return tuple(
        (county, f"{names[city.parent]} {city.name}")
        for city in _cities()
        for county in divisions.children(city.code, Level.CITY)
    )


def _counties_in(province: str, text: str) -> list[Choice]:
    return [
        Choice(place, place.name, place.code, above)
        for place, above in _counties()
        if place.code.startswith(province) and (text in place.name or place.code.startswith(text))
    ][:_FEW]


def _fitting(places: Sequence[Division], text: str) -> list[Choice]:
    return [_choice(place) for place in places if text in place.name or place.code.startswith(text)]


def _choice(place: Division) -> Choice:
    return Choice(place, place.name, place.code)


def _division(line: PickLine) -> Division | None:
    value = line.picked.value if line.picked is not None else None
    return value if isinstance(value, Division) else None
