"""The probes of agreements, advances and subsidies, and what of them is run by another or carries no values."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hfp_desk.excel import death_files
from hfp_desk.excel.importing import prepare
from hfp_desk.excel.subsidy_preview import preview
from hfp_desk.gate import Viewer
from hfp_desk.records import AuditBatch
from hfp_desk.store import advances, agreements, auditing, subsidies, subsidy_lines
from hfp_desk.store.scopes import Scope
from tests.data.senders import workbook
from tests.domain import planted as p
from tests.domain import runs
from tests.domain.planted import World
from tests.domain.runs import ZS, Probe

_WHO = (p.NAME, p.NUMBER, p.PHONE)
_HEADS = ["序号", "身份证号", "姓名", "医疗救助身份", "镇(街)"]


def _looked(w: World, viewer: Viewer, folder: Path) -> str:
    rows = [[1, p.NUMBER, p.NAME, "低保对象", p.PLACE], [2, "360982196406102924", "何建桂", "低保对象", p.PLACE]]
    title = [f"{date.today().year}年度资助参保对象全量明细"]
    found = prepare(w.register, workbook(folder / "资助.xlsx", {"附件3": [title, _HEADS, *rows]}))
    return repr(preview(found, viewer))


def _deaths(w: World, viewer: Viewer, folder: Path) -> str:
    death_files.write(w.register, viewer, Scope(), folder / "附件6.xlsx", "核对")
    return repr(runs.sheet(folder / "附件6.xlsx"))


PROBES = {
    "excel.death_files.write": Probe(_deaths, refuses=runs.nobody),
    "store.agreements.lines": Probe(
        lambda w, v, _f: repr(agreements.lines(w.register, v, p.DAY, ZS)), (p.NAME, p.PLACE)
    ),
    "store.agreements.from_stay": Probe(
        lambda w, v, _f: repr(agreements.from_stay(w.register, v, w.stay)),
        (p.NAME, p.HOSPITAL),
        refuses=runs.not_entering,
    ),
    "store.agreements.from_person": Probe(
        lambda w, v, _f: repr(agreements.from_person(w.register, v, w.person)), (p.NAME,), refuses=runs.not_entering
    ),
    "store.advances.ledger": Probe(
        lambda w, v, _f: repr(advances.ledger(w.register, v, p.DAY, ZS)), (p.NAME, p.HOSPITAL, p.SECRET_HOSPITAL)
    ),
    "store.auditing.results": Probe(
        lambda w, _v, _f: repr([auditing.results(w.register, one.id) for one in AuditBatch.select()]),
        (p.NAME, p.HOSPITAL),
    ),
    "store.subsidies.month": Probe(lambda w, _v, _f: repr(subsidies.month(w.register, date.today().year)), (p.PLACE,)),
    "store.subsidy_lines.kept": Probe(
        lambda w, v, _f: repr(subsidy_lines.kept(w.register, v, date.today().year)), (p.NAME, p.NUMBER, p.PLACE)
    ),
    "excel.subsidy_preview.preview": Probe(_looked, (p.NAME, p.NUMBER), refuses=runs.not_entering),
}
ON_PAPER = {
    "agreement": (*_WHO, p.HOSPITAL, p.TOTAL, p.SECRET_HOSPITAL, p.SECRET_TOTAL),
    "instalment-request": (*_WHO, p.HOSPITAL, p.TOTAL),
    "instalment-agreement": (*_WHO, p.HOSPITAL, p.TOTAL),
    "agreement-ledger": (p.NAME, p.NUMBER, p.TOTAL, p.SECRET_TOTAL),
    "advance-details": (p.NAME, p.NUMBER, p.HOSPITAL, p.TOTAL, p.SECRET_TOTAL),
    "subsidy-roster": (p.NAME, p.NUMBER),
}
"""What each paper of paying shows of the planted person."""

_AGREEMENT, _DETAILS, _ROSTER, _DEATHS = (
    f"papers:{name}" for name in ("agreement", "advance-details", "subsidy-roster", "death-list")
)
BEHIND = {
    "papers.advances.count_claimed": _DETAILS,
    "papers.advances.draw_details": _DETAILS,
    "papers.advances.draw_summary": "papers:advance-summary",
    "papers.agreements.count_agreements": _AGREEMENT,
    "papers.agreements.draw_agreements": _AGREEMENT,
    "papers.agreements.draw_instalments": "papers:instalment-agreement",
    "papers.agreements.draw_ledger": "papers:agreement-ledger",
    "papers.agreements.draw_requests": "papers:instalment-request",
    "papers.subsidies.count_deaths": _DEATHS,
    "papers.subsidies.count_subsidised": _ROSTER,
    "papers.subsidies.draw_deaths": _DEATHS,
    "papers.subsidies.draw_roster": _ROSTER,
    "store.advances.bills": "store.advances.ledger",
    "store.protection_alerts.alerts": "store.summary.summary",
    "store.protection_rosters.agreements": _AGREEMENT,
    "store.protection_rosters.batches": "papers:advance-summary",
    "store.protection_rosters.claimed": _DETAILS,
    "store.protection_rosters.deaths": _DEATHS,
    "store.protection_rosters.subsidised": _ROSTER,
    "store.protection_rosters.villages": _ROSTER,
    "store.subsidy_lines.category": "store.subsidy_lines.kept",
    "store.subsidy_lines.made": "store.subsidy_lines.kept",
}
_NUMBERS, _DEED = "numbers of records, no values", "ids of what was touched, for who did it"
QUIET = {
    "store.agreements.part_ids": _NUMBERS,
    "store.agreements.pay": _DEED,
    "store.agreements.restate": _DEED,
    "store.agreements.schedule": "sums and their days; none of a restricted stay",
    "store.agreements.split": _DEED,
    "store.auditing.audit": _DEED,
    "store.auditing.claim": _DEED,
    "store.auditing.proposed": "the next number of a batch",
    "store.auditing.repay": _DEED,
    "store.protection_rosters.count_agreements": _NUMBERS,
    "store.protection_rosters.count_claimed": _NUMBERS,
    "store.subsidies.behind": _NUMBERS,
    "store.subsidies.clone": _DEED,
    "store.subsidies.coverage": _NUMBERS,
    "store.subsidies.fill_amounts": _DEED,
    "store.subsidies.latest_list": "the day of a list",
}
