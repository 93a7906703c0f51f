"""A filled record of any type: every declared field holds something, every link points at a record of its kind."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hfp_desk.fields import spec_of
from hfp_desk.kinds import Choice, Choices, Day, IdentityNumber, Measure, Money, Phone, VagueDay, Whole, YesNo
from hfp_desk.records import Place, Record, RecordType
from tests.data.senders import number

_FIRST = date(2020, 3, 2)


def filled(kind: RecordType, serial: int, linked: dict[type[Record], list[Any]]) -> Any:
    """Something in every field; ``serial`` tells it from others, ``linked`` is for its links."""
    values = {one.name: _value(one, serial, linked) for one in kind.fields if one.name != "id_key"}
    record = kind.model.new(**values)
    record.derive()
    return record


def _value(field: Any, serial: int, linked: dict[type[Record], list[Any]]) -> Any:
    spec = spec_of(field)
    if hasattr(field, "rel_model"):
        return _linked(field, serial, linked)
    match spec.kind:
        case Day():
            return _FIRST + timedelta(days=(serial if "ends" not in field.name else 60 + serial))
        case VagueDay():
            return "2020-03" if field.name == "month" else f"2020-{1 + serial % 12:02d}"
        case IdentityNumber():
            return number(serial)
        case Choice():
            return spec.kind.list.offered()[serial % len(spec.kind.list.offered())].code
        case Choices():
            return tuple(item.code for item in spec.kind.list.offered()[:2])
        case Money() | Measure():
            return Decimal("2.50")
        case Whole():
            return 2000 + serial
        case YesNo():
            return bool(serial % 2)
        case Phone():
            return f"138000012{serial:02d}"
    return "" if field.name in ("code", "aliases") else f"{spec.label}{'甲乙丙丁戊己'[serial]}"


def _linked(field: Any, serial: int, linked: dict[type[Record], list[Any]]) -> Any:
    model = field.rel_model
    if model is Place:
        level = {"town": "4"}.get(field.name, "5")
        places = [place for place in linked[Place] if place.level == level]
        village = [place for place in linked[Place] if place.level == "5"][serial]
        return village.parent if field.name == "town" else places[serial]
    known = linked.get(model, [])
    return known[serial % len(known)] if known else None
