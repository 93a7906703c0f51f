"""The probes of signing and fulfilment, and what of them is run by another or carries no values."""

from __future__ import annotations

from pathlib import Path

from hfp_desk.excel import fulfilment_files
from hfp_desk.gate import Viewer
from hfp_desk.records import CONTRACT, SERVICE, Contract
from hfp_desk.store import belonging, evidence, fulfilment, signing, signing_groups
from hfp_desk.store.signing_groups import By
from tests.domain import planted as p
from tests.domain import runs
from tests.domain.planted import World
from tests.domain.runs import ZS, Probe


def _written(w: World, viewer: Viewer, folder: Path) -> str:
    found = fulfilment.fulfilment(w.register, viewer, ZS, p.DAY)
    fulfilment_files.write(w.register, viewer, found, found.lines, folder / "明细.xlsx", "核对")
    people = signing.signing(w.register, ZS, p.DAY)
    table = By.TOWN, signing_groups.groups(people, found.lines, (), By.TOWN)
    fulfilment_files.write_groups(w.register, viewer, found, table, folder / "汇总.xlsx", "核对")
    return repr([runs.sheet(folder / f"{name}.xlsx") for name in ("明细", "汇总")])


def _evidence(w: World, viewer: Viewer, _folder: Path) -> str:
    return repr([evidence.evidence(w.register, viewer, ZS, one.id, p.DAY) for one in Contract.select()])


PROBES = {
    "store.fulfilment.fulfilment": Probe(
        lambda w, v, _f: repr(fulfilment.fulfilment(w.register, v, ZS, p.DAY)), (p.NAME, p.PLACE)
    ),
    "store.evidence.evidence": Probe(_evidence, (p.NAME, p.PLACE)),
    "store.belonging.events": Probe(
        lambda w, v, _f: repr(belonging.events(w.register, w.person, v)), (p.SECRET_DISEASE,)
    ),
    "store.belonging.counts": Probe(
        lambda w, v, _f: repr(belonging.counts(w.register, w.person, v, (CONTRACT, SERVICE)))
    ),
    "excel.fulfilment_files.write": Probe(_written, (p.NAME, p.PLACE), refuses=runs.nobody),
}
ON_PAPER = {
    "signing-agreement": (p.NAME, p.NUMBER, p.PHONE),
    "signing-register": (p.NAME, p.NUMBER, p.PHONE),
    "fulfilment-ledger": (p.NAME,),
    "fulfilment-book": (p.NAME, p.NUMBER, p.PHONE),
    "team-board": (p.NAME, p.PHONE),
}
"""What each paper of signing shows of the planted person."""

_LEDGER, _AGREEMENT, _BOARD = "papers:fulfilment-ledger", "papers:signing-agreement", "papers:team-board"
_TITLES, _SUMMARY, _TABLE = "store.checking.check", "store.summary.summary", "papers:fulfilment-table"
BEHIND = {
    "excel.fulfilment_files.write_groups": "excel.fulfilment_files.write",
    "papers.fulfilment.count": _LEDGER,
    "papers.fulfilment.draw_handbooks": "papers:fulfilment-book",
    "papers.fulfilment.draw_ledger": _LEDGER,
    "papers.fulfilment.draw_table": _TABLE,
    "papers.signing.count_members": _BOARD,
    "papers.signing.count_signed": "papers:signing-register",
    "papers.signing.draw_agreements": _AGREEMENT,
    "papers.signing.draw_boards": _BOARD,
    "papers.signing.draw_register": "papers:signing-register",
    "store.awareness.answers": _TABLE,
    "store.contract_checks.everywhere": _TITLES,
    "store.fulfilment.items": _AGREEMENT,
    "store.proofs.Window": "store.fulfilment.fulfilment",
    "store.signing.signing": _TABLE,
    "store.signing_alerts.alerts": _SUMMARY,
    "store.signing_rosters.household": _AGREEMENT,
    "store.signing_rosters.members": _BOARD,
    "store.signing_rosters.signed": _AGREEMENT,
    "store.signing_rosters.teams": _BOARD,
}
_NUMBERS, _DEED = "numbers of records, no values", "ids of what was touched, for who did it"
QUIET = {
    "store.contracts.lapsed": _NUMBERS,
    "store.contracts.running_out": _NUMBERS,
    "store.official_order.spots": "names of places, which are public",
    "store.renewing.cancel": _DEED,
    "store.renewing.renew": _DEED,
}
