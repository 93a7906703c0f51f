"""Values as they may stand on paper: shown by their kind, let through by the gate."""

from __future__ import annotations

from typing import Any

from peewee import Field

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer


def shown(field: Field[Any], value: Any, viewer: Viewer, *, restricted: bool = False) -> str:
    """``value`` of ``field`` as this viewer may see it on paper."""
    spec = spec_of(field)
    return gate.shown(spec, spec.kind.show(value), viewer, restricted)


def visible(field: Field[Any], value: Any, viewer: Viewer, *, restricted: bool = False) -> Any:
    """``value`` itself where the gate lets all of it through, else None: a date or an amount has no masked form."""
    text = spec_of(field).kind.show(value)
    return value if shown(field, value, viewer, restricted=restricted) == text else None


def yes(value: bool | None) -> str:
    """是 and 否 in a narrow column; nothing when it is not known."""
    return "" if value is None else ("是" if value else "否")
