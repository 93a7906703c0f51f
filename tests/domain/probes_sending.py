"""The probes of what is sent up: the differences name people and what was changed of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec

from hfp_desk.gate import Viewer
from hfp_desk.papers.differences import print_differences
from hfp_desk.records import SentReturn
from hfp_desk.returns import periods
from hfp_desk.returns.table import Cell, Line, Table
from hfp_desk.store import figures, freezing, return_differences, returns
from hfp_desk.store.reckoning import reckoning
from hfp_desk.store.sent_members import packed
from tests.data.pdf_reading import by_pdfium
from tests.domain import planted as p
from tests.domain import runs
from tests.domain.planted import World
from tests.domain.runs import Probe

_MONTH = "2020-03"
_TOML = """
name = "planted"
title = "植入报表"
rows = "towns"

[[columns]]
name = "ill"
head = ["患病"]
indicator = "planted_ill"

[[columns]]
name = "stays"
head = ["住院"]
indicator = "planted_stays"

[[indicators]]
name = "planted_ill"
label = "患病"
unit = "人"
record = "diagnosis"
counts = "person"
where = ["disease present"]

[[indicators]]
name = "planted_stays"
label = "住院"
unit = "人次"
record = "treatment"
where = ["hospital present"]
"""


def sent(w: World) -> int:
    """A return that went up before anybody was in the register: all of them have entered since."""
    row = SentReturn.get_or_none(SentReturn.name == "planted")
    if row is not None:
        return int(row.id)
    folder = returns.own_folder(w.register)
    folder.mkdir(exist_ok=True)
    (folder / "planted.toml").write_text(_TOML, encoding="utf-8")
    definition = returns.named(w.register, "planted")
    with reckoning(w.register, figures.in_force(), returns.catalogue(w.register).indicators) as reckoned:
        table = reckoned.table(definition, periods.period(definition, _MONTH), "")
        nothing: dict[str, object] = {"findings": [], "written": []}
        row = freezing.frozen_now(w.register, reckoned, table, nothing, "2020-03-31 09:00:00")
    row.table = msgspec.json.encode(_emptied(table)).decode()
    row.members = packed({"ill": "person", "stays": "treatment"}, {}, {})
    row.last_change, row.version = 0, 1
    row.digest = freezing.seal(row)
    row.save()
    return int(row.id)


def _emptied(table: Table) -> Table:
    """The same with nothing counted."""
    cells = (Cell(Decimal(0)),) * len(table.definition.columns)
    return msgspec.structs.replace(table, lines=tuple(Line(one.key, one.label, cells) for one in table.lines))


def _differing(w: World, viewer: Viewer, _folder: Path) -> str:
    return repr(return_differences.differences(w.register, viewer, sent(w)))


def _printed(w: World, viewer: Viewer, folder: Path) -> str:
    found = return_differences.differences(w.register, viewer, sent(w))
    print_differences(w.register, viewer, found, folder / "差异.pdf")
    return by_pdfium(folder / "差异.pdf").replace("\r\n", "").replace("\n", "")


def _typed(w: World, viewer: Viewer, folder: Path) -> str:
    sent(w)
    return str(runs.typed("differences", "{register}", "planted", "--period", _MONTH, "--json")(w, viewer, folder))


_CARRIES = (p.NAME, p.DISEASE, p.HOSPITAL, p.SECRET_DISEASE, p.SECRET_HOSPITAL)
PROBES = {
    "store.return_differences.differences": Probe(_differing, _CARRIES, refuses=runs.nobody),
    "papers.differences.print_differences": Probe(_printed, (p.NAME,), refuses=runs.nobody),
    "command.sending.differences": Probe(_typed, _CARRIES, refuses=runs.nobody),
}
_FROZEN = "freezes figures and ids; gives back what went up when, and refuses with sentences about figures of places"
_LOCKS = "which return of which period, who sent or closed it, when and why"
QUIET = {
    **dict.fromkeys(("command.sending.freeze", "store.freezing.frozen_now", "store.sending.send"), _FROZEN),
    **dict.fromkeys((f"command.sending.{one}" for one in ("lock", "sent", "unlock")), _LOCKS),
    "store.return_differences.changed_all": "how many figures differ",
    "store.sending.frozen_members": "ids and their number; the list behind goes through the grid's gate",
}
