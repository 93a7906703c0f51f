"""For every consumer of values the probe that runs it, and what it must show to those who may see it."""

from __future__ import annotations

from datetime import date

from hfp_desk import papers
from hfp_desk.excel import receipts
from hfp_desk.papers import catalogue
from hfp_desk.records import TREATMENT, Doctor, Event, Person, Posting, Treatment
from hfp_desk.store import (
    assessing,
    attending,
    bin,
    card,
    checking,
    choosing,
    clears,
    comparisons,
    coverage,
    deeds,
    doctor_card,
    facing,
    gaps,
    import_log,
    log_details,
    posting_details,
    posting_months,
    postings,
    referrals,
    revealing,
    rotation,
    scopes,
    seeking,
    summary,
    trainees,
    trainings,
    undoing,
    visit_doubts,
)
from hfp_desk.store.titles import restricted_among
from tests.domain import planted as p
from tests.domain import (
    probes_due,
    probes_paying,
    probes_return_files,
    probes_sending,
    probes_signing,
    probes_statistics,
    probes_visits,
    runs,
    runs_money,
)
from tests.domain.runs import ZS, Probe

_SECRET = (p.SECRET_DISEASE, p.SECRET_HOSPITAL, p.SECRET_TOTAL)
_WHO, _ILL = (p.NAME, p.NUMBER), (p.DISEASE, p.SECRET_DISEASE)
_SECRET_SHEETS = ("follow-up-mental", "mental-supplement", "tb-first-visit", "follow-up-tb")
_REFUSED = {**dict.fromkeys(_SECRET_SHEETS, runs.without_secrets), "price-overrun": lambda _viewer: True}
"""Papers that hold nothing for who may not know of restricted diseases, or while no price is entered."""
_ON_PAPER = {
    **probes_signing.ON_PAPER,
    **probes_paying.ON_PAPER,
    "doctor-roster": (*_WHO, p.PHONE, p.BIRTH),
    "gap-ledger": (p.NAME,),
    "gap-closing": (p.NAME,),
    "posting-roster": (*_WHO, p.PHONE),
    "posting-attendance": (p.NAME,),
    "posting-workload": (p.NAME,),
    "posting-assessment": (p.NAME,),
    "posting-assessment-blank": (p.NAME,),
    "course-notice": (p.NAME, p.PHONE),
    "sign-in": (p.NAME, p.PHONE),
    "training-roster": (*_WHO, p.PHONE),
    "certificates": _WHO,
    **dict.fromkeys(("follow-up-hypertension", "follow-up-diabetes"), (p.NAME, p.PHONE, p.BIRTH, p.DISEASE)),
    **dict.fromkeys(("follow-up-poor", "checkup-sheet"), (p.NAME, p.PHONE, p.BIRTH, p.DISEASE)),
    "signing-bag": (p.NAME, p.HOME),
    **probes_due.ON_PAPER,
    **dict.fromkeys(_SECRET_SHEETS, (p.SECRET_DISEASE,)),
}
"""What each paper of the further ledgers shows of the planted people."""
PROBES: dict[str, Probe] = {
    "store.listing.Listing": Probe(
        lambda w, v, _f: runs.cells(w, v),
        (*_WHO, p.PHONE, p.ADDRESS, p.BIRTH, p.HOME, p.DISEASE, p.HOSPITAL, p.TOTAL, *_SECRET, p.SOURCE, p.PLACE),
    ),
    "store.searching.find_people": Probe(lambda w, v, _f: runs.search(w, v), (*_WHO, p.PLACE), refuses=runs.nobody),
    "store.searching.similar_people": Probe(lambda w, v, _f: runs.alike(w, v)),
    "store.card.card": Probe(
        lambda w, v, _f: repr(card.card(w.register, w.person, v)), (*_WHO, p.PHONE, p.ADDRESS, p.HOME, p.PLACE)
    ),
    "store.card.events": Probe(
        lambda w, v, _f: repr(card.events(w.register, w.person, v)),
        (p.DISEASE, p.HOSPITAL, p.TOTAL, *_SECRET, p.SOURCE),
    ),
    "store.card.clear": Probe(lambda w, v, _f: repr(card.clear(w.register, w.person, v)), _ILL),
    "store.card.person_of": Probe(lambda w, v, _f: repr(card.person_of(w.register, TREATMENT, w.stay, v))),
    "store.clears.by_town": Probe(lambda w, v, _f: repr(clears.by_town(w.register, v)), (p.PLACE,)),
    "store.clears.lacking": Probe(lambda w, v, _f: repr([clears.lacking(w.register, n, v) for n in range(5)])),
    "store.choosing.offers": Probe(
        lambda w, v, _f: repr(
            [choosing.offers(w.register, link, "", {}, v) for link in (Treatment.diagnosis, Person.town)]
            + [choosing.offers(w.register, Person.household, text, {}, v) for text in ("", p.NAME)]
        ),
        (p.PLACE,),
    ),
    "store.seeking.further": Probe(
        lambda w, v, _f: repr([seeking.further(w.register, text, v) for text in (p.NAME, p.NAME[:2], p.PLACE[:2])]),
        (p.PLACE,),
    ),
    "store.summary.summary": Probe(lambda w, v, _f: repr(summary.summary(w.register, v)), (p.FILE,)),
    "store.import_log.lines": Probe(lambda _w, v, _f: repr(import_log.lines(v)), (p.FILE,)),
    "store.import_log.left_out": Probe(lambda w, v, _f: repr(import_log.left_out(w.register, w.batch, v))),
    "store.import_log.is_open": Probe(lambda w, v, _f: repr(import_log.is_open(w.register, w.batch, v))),
    "store.checking.check": Probe(lambda w, v, _f: repr(list(checking.check(w.register, v))), (p.UNREAD,)),
    "store.trainings.obligations": Probe(
        lambda w, v, _f: repr(
            (trainings.obligations(w.register, v, 2020, runs.NN), trainings.in_post(w.register, v, p.DAY))
        ),
        (p.NAME, p.PLACE),
    ),
    "store.trainings.technique": Probe(lambda w, _v, _f: repr(trainings.technique(w.register, 2020, runs.NN))),
    "excel.training_files.write": Probe(runs.doctors_written, (p.NAME, p.PLACE), refuses=runs.nobody),
    "store.rotation.cadres": Probe(lambda w, v, _f: repr(rotation.cadres(w.register, v, p.DAY, ZS)), (p.NAME,)),
    "store.doctor_card.doctor_card": Probe(
        lambda w, v, _f: repr([doctor_card.doctor_card(w.register, one.id, v, p.DAY) for one in Doctor.select()]),
        (p.NAME, p.PLACE),
    ),
    "store.attending.sheet": Probe(lambda w, v, _f: repr(attending.sheet(w.register, v, w.course)), (p.NAME,)),
    "store.trainees.unmatched": Probe(lambda w, v, _f: repr(trainees.unmatched(w.register, v)), (p.NAME,)),
    "store.telling.whole_story": Probe(
        lambda w, v, _f: runs.stories(w, v),
        (*_WHO, p.PHONE, p.DISEASE, p.HOSPITAL, p.TOTAL, p.SECRET_DISEASE, p.SOURCE),
    ),
    "store.logbook.read": Probe(lambda w, v, _f: runs.log(w, v), (p.NAME, p.DISEASE)),
    "store.bin.lines": Probe(
        lambda w, v, _f: repr(
            (found := bin.lines(w.register, v), [bin.records(w.register, one.deed, v) for one in found])
        ),
        (p.NAME,),
    ),
    "store.entering.load": Probe(
        lambda w, v, _f: runs.drafts(w, v),
        (*_WHO, p.PHONE, p.ADDRESS, p.DISEASE, p.HOSPITAL),
        refuses=runs.not_entering,
    ),
    "store.facing.preview": Probe(
        lambda w, v, _f: repr(facing.preview(w.register, w.person, w.secret_person, v)), refuses=runs.not_knowing
    ),
    "store.undoing.told": Probe(lambda w, v, _f: repr(undoing.told(w.register, w.batch, v))),
    "store.revealing.masked": Probe(lambda w, v, _f: runs.revealed(w, v)),
    "store.revealing.reveal": Probe(
        lambda w, v, _f: revealing.reveal(w.register, v, TREATMENT, w.secret_stay, "hospital", "上级检查"),
        (p.SECRET_HOSPITAL,),
        refuses=lambda viewer: not viewer.sees_restricted,
    ),
    "store.scopes.scope": Probe(
        lambda _w, v, _f: repr(scopes.scope(v, person=p.NAME)), refuses=lambda viewer: not viewer.sees_persons
    ),
    "store.postings.lines": Probe(lambda w, v, _f: repr(postings.lines(w.register, v, p.DAY, ZS)), (p.NAME,)),
    "store.posting_details.details": Probe(
        lambda w, v, _f: repr([posting_details.details(w.register, v, one.id, p.DAY) for one in Posting.select()])
    ),
    "store.posting_months.rows": Probe(lambda w, v, _f: repr(posting_months.rows(w.register, v, "2020-03")), (p.NAME,)),
    "store.referrals.most_referred": Probe(
        lambda w, v, _f: repr(referrals.most_referred(w.register, v, p.DAY, ZS)), (p.DISEASE, p.SECRET_DISEASE)
    ),
    "store.coverage.coverage": Probe(
        lambda w, v, _f: repr(coverage.coverage(w.register, v, date.today())), (p.NAME, p.PLACE)
    ),
    "store.comparisons.lines": Probe(
        lambda w, v, _f: repr(comparisons.lines(w.register, v, runs.DIFFERENCES)), (p.NAME, p.NUMBER, p.DISEASE)
    ),
    "store.gaps.lines": Probe(lambda w, v, _f: repr(gaps.lines(w.register, v, date.today())), (p.PLACE,)),
    "command.coverage.show": Probe(runs.typed("coverage", "{register}", "--json"), (p.NAME, p.PLACE)),
    "store.assessing.effects": Probe(lambda w, v, _f: repr(assessing.effects(w.register, v))),
    "papers.catalogue.items_of": Probe(lambda w, v, _f: repr(catalogue.items_of(w.register, w.person, v))),
    "papers.lists.print_list": Probe(runs.list_printed, (*_WHO, p.DISEASE, *_SECRET[:2]), refuses=runs.nobody),
    "excel.exporting.export_return": Probe(runs.exported, (p.DISEASE,), refuses=runs.nobody),
    "excel.previewing.PlanWords": Probe(runs.preview, _WHO, refuses=runs.not_entering),
    "papers.lists.print_notice": Probe(runs.noticed, refuses=runs.nobody),
    "excel.coverage_files.write": Probe(runs.villages_written, (p.NAME, p.PLACE), refuses=runs.nobody),
    "excel.templates.write": Probe(runs.sent_out, (p.NAME, p.PLACE), refuses=lambda viewer: not viewer.sees_persons),
    "excel.log_files.write": Probe(runs.log_written, (p.NAME,)),
    "excel.receipts.find": Probe(
        lambda w, _v, _f: receipts.find(w.register, w.batch).read_bytes().decode(),
        (p.NAME, p.SECRET_DISEASE),
        refuses=runs.not_knowing,
    ),
    "store.deeds.named": Probe(lambda w, v, _f: repr([deeds.named(w.register, one, v) for one in w.deeds]), (p.NAME,)),
    "store.log_details.of_event": Probe(
        lambda w, v, _f: repr([log_details.of_event(w.register, one.id, v) for one in Event.select()])
    ),
    "store.taking_back.take_back": Probe(runs.taken_back, refuses=lambda _viewer: True),
    "store.conflicts.between": Probe(lambda w, v, _f: runs.conflict(w, v), (p.PHONE,), refuses=runs.not_entering),
    "store.visit_doubts.doubts": Probe(
        lambda w, v, _f: repr(visit_doubts.doubts(w.register, v, ZS.on(p.DAY), date(2020, 1, 1), p.DAY)), (p.NAME,)
    ),
    "store.titles.restricted_among": Probe(
        lambda w, _v, _f: repr(restricted_among(w.register.db, TREATMENT, [w.stay, w.secret_stay]))
    ),
    "command.papers.check": Probe(runs.typed("check", "{register}", "--json"), (p.UNREAD,)),
    "command.lists.bring": Probe(runs.brought, refuses=runs.not_entering),
    "command.lists.undo": Probe(runs.typed("undo", "{register}", "99")),
    "command.lists.export": Probe(runs.typed("export", "{register}", "people", "{folder}/人员.xlsx")),
    "command.lists.template": Probe(
        runs.typed("template", "{register}", "clinics", "{folder}/下发", "--town", p.PLACE)
    ),
    "command.papers.print_form": Probe(
        runs.typed("print", "{register}", "dossier", "{folder}/档案.pdf", "--person", p.NAME)
    ),
    "store.protection.check": Probe(
        runs_money.checked, (p.NAME, p.PLACE, p.DISEASE, p.HOSPITAL, *_SECRET[:2]), runs.nobody
    ),
    "store.overruns.overruns": Probe(
        runs_money.overpriced, (p.NAME, p.DISEASE, p.HOSPITAL, p.TOTAL, *_SECRET), runs.nobody
    ),
    "store.taking_over.taken": Probe(
        runs_money.reckoned, (p.NAME, p.DISEASE, p.HOSPITAL, p.TOTAL, *_SECRET[:2]), runs.nobody
    ),
    "store.visit_rosters.people": Probe(runs.named_sheets, (p.NAME, p.PHONE, p.BIRTH), runs.nobody),
    **probes_signing.PROBES,
    **probes_paying.PROBES,
    **probes_visits.PROBES,
    **probes_due.PROBES,
    **probes_sending.PROBES,
    **probes_return_files.PROBES,
    **probes_statistics.PROBES,
    **{
        f"papers:{name}": Probe(runs.printed(name), _ON_PAPER.get(name, ()), _REFUSED.get(name, runs.nobody))
        for name in papers.FORMS
    },
}
"""By the consumer that is called; several papers go through one of them."""
