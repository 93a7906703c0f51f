"""Runs of the real thing, one for each way in which values leave the domain: what was said, as one text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from hfp_desk import command, papers
from hfp_desk.command import signing_in
from hfp_desk.excel import coverage_files, exporting, importing, log_files, reporting, templates, training_files
from hfp_desk.excel.doubts import Doubts
from hfp_desk.excel.previewing import PlanWords
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.papers import lists
from hfp_desk.papers.notices import Notice
from hfp_desk.policy import load
from hfp_desk.problems import Refusal
from hfp_desk.records import (
    ALL,
    DIAGNOSIS,
    FOLLOW_UP,
    HOUSEHOLD,
    IDENTITY,
    MANAGED_CASE,
    PERSON,
    SETTLEMENT,
    TREATMENT,
    Person,
)
from hfp_desk.rules.comparison import DIFFERS, Difference, Entry
from hfp_desk.store import (
    columns,
    conflicts,
    deeds,
    entering,
    leaving,
    log_details,
    logbook,
    revealing,
    scopes,
    searching,
    taking_back,
    telling,
    trainings,
)
from hfp_desk.store.coverage import coverage
from hfp_desk.store.leaving import Profile
from hfp_desk.store.listing import Listing, View
from hfp_desk.store.log_search import Wanted
from hfp_desk.store.opening import Register
from tests.data.pdf_reading import by_pdfium
from tests.domain import planted as p
from tests.domain.planted import World

Run = Callable[[World, Viewer, Path], Any]
ZS, NN = load("zhangshu-2020"), load("nanning-2017")


@dataclass(frozen=True)
class Probe:
    """``carries`` are the planted values it must show to those who may see them; ``refuses`` whom it tells nothing."""

    run: Run
    carries: tuple[str, ...] = ()
    refuses: Callable[[Viewer], bool] = lambda _viewer: False


def nobody(viewer: Viewer) -> bool:
    return not viewer.may_look


def without_secrets(viewer: Viewer) -> bool:
    return not viewer.may_look or not viewer.sees_restricted


def not_entering(viewer: Viewer) -> bool:
    return not viewer.may_enter


def not_knowing(viewer: Viewer) -> bool:
    return not (viewer.may_enter and viewer.sees_restricted)


def cells(w: World, viewer: Viewer) -> str:
    """Every list with every column that can be chosen, sorted by each of them: texts and values."""
    said: list[object] = []
    for kind in ALL:
        listing = Listing(w.register, View(kind, columns.offered(kind)), viewer)
        for rows in (listing, *(listing.sorted(one.key, False) for one in listing.columns[:4])):
            said += [(rows.cells(row), rows.raw(row), rows.flag(row)) for row in range(len(rows))]
        said.append(listing.totals())
    return repr(said)


def search(w: World, viewer: Viewer) -> str:
    asked = (p.NAME[:2], p.PLACE[:2], p.NAME[2:], p.NUMBER, p.NUMBER[-4:], p.PHONE, p.NAME)
    return repr([searching.find_people(w.register, text, viewer) for text in asked])


def alike(w: World, viewer: Viewer) -> str:
    village = Person.get_by_id(w.person).__data__["village"]
    return repr(searching.similar_people(w.register, p.NAME, None, village, p.NUMBER, viewer))


def preview(w: World, viewer: Viewer, folder: Path) -> str:
    """A sender's list looked at: what each row says, what it would change, whom doubtful ones may mean."""
    plan = importing.prepare(w.register, sent(w, folder))
    words, doubts = PlanWords(plan, viewer), Doubts(plan)
    said = [(words.note(row), words.made(row), words.lines(row)) for row in plan.rows]
    who = [doubts.candidates(w.register, row, viewer) for row in plan.rows]
    return repr((said, who, reporting.as_json(plan, None)))


def sent(w: World, folder: Path) -> Path:
    """A list that changes the phone of one, and names another without a number."""
    from openpyxl import Workbook

    book = Workbook()
    page: Any = book.active
    village: Any = Person.get_by_id(w.person).village
    page.append(("姓名", "身份证号", "联系电话", "乡镇", "行政村"))
    page.append((p.NAME, p.NUMBER, "13911112222", p.PLACE, village.name))
    page.append((p.NAME, "", "", p.PLACE, village.name))
    book.save(folder / "来表.xlsx")
    return folder / "来表.xlsx"


def exported(w: World, viewer: Viewer, folder: Path) -> str:
    """Every kind of list in every profile this viewer may choose."""
    said: list[object] = []
    for profile in leaving.offered(viewer):
        for kind in ("people", "households", "diagnoses", "treatments", "settlements"):
            target = folder / f"{profile}-{kind}.xlsx"
            refused: tuple[type[Refusal], ...] = (Refusal,) if profile is Profile.NOTICE else ()
            with suppress(*refused):
                exporting.export_return(w.register, kind, target, viewer, purpose="上报上级", profile=profile)
                said += sheet(target)
    return repr(said)


def sent_out(w: World, viewer: Viewer, folder: Path) -> str:
    """Every template for every township."""
    for one in templates.TEMPLATES:
        templates.write(w.register, one, folder, viewer)
    return repr([sheet(path) for path in sorted(folder.glob("*.xlsx"))])


def sheet(path: Path) -> Iterable[object]:
    book = CalamineWorkbook.from_path(path)
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def printed(name: str) -> Run:
    def run(w: World, viewer: Viewer, folder: Path) -> str:
        target = folder / f"{name}.pdf"
        printed = papers.print_form(w.register, name, target, scopes.Scope(), viewer)
        return by_pdfium(printed.path).replace("\r", "").replace("\n", "")

    return run


def named_sheets(w: World, viewer: Viewer, folder: Path) -> str:
    """Empty sheets with the names of those chosen, and of those managed in their township."""
    said = ""
    for form, scope in (
        ("checkup-sheet-blank", scopes.Scope(persons=(w.person,))),
        ("follow-up-hypertension-blank", scopes.scope(viewer, town=p.PLACE)),
        ("follow-up-poor-blank", scopes.scope(viewer, town=p.PLACE)),
    ):
        printed = papers.print_form(w.register, form, folder / f"{form}.pdf", scope, viewer)
        said += by_pdfium(printed.path).replace("\r", "").replace("\n", "")
    return said


def list_printed(w: World, viewer: Viewer, folder: Path) -> str:
    said = ""
    for kind in (PERSON, DIAGNOSIS, TREATMENT, SETTLEMENT):
        printed = lists.print_list(w.register, View(kind), folder / f"{kind.name}.pdf", viewer, title=kind.title)
        said += by_pdfium(printed.path).replace("\r", "").replace("\n", "")
    return said


def stories(w: World, viewer: Viewer) -> str:
    said: list[object] = [telling.whole_story(w.register, w.person, viewer)]
    for kind, record in ((PERSON, w.person), (TREATMENT, w.stay), (HOUSEHOLD, 1)):
        said += [telling.story(w.register, kind, record, viewer)]
        said += [telling.of_field(w.register, kind, record, one.name, viewer) for one in kind.fields]
    labels = {spec_of(one).label for kind in (PERSON, HOUSEHOLD) for one in kind.fields}
    said += [telling.of_label(w.register, w.person, one, viewer) for one in sorted(labels)]
    return repr(said)


def log(w: World, viewer: Viewer) -> str:
    read = logbook.read(w.register, viewer, most=500)
    every = list(logbook.every(w.register, viewer, Wanted()))
    details = [log_details.of_deed(w.register, deed, viewer) for deed in w.deeds]
    return repr((read, every, details, deeds.described(w.register, w.deeds, viewer)))


def drafts(w: World, viewer: Viewer) -> str:
    said: list[object] = [entering.load(w.register, PERSON, w.person, viewer)]
    said += [entering.load(w.register, HOUSEHOLD, 1, viewer), entering.bills(w.register, w.stay, viewer)]
    draft = entering.load(w.register, TREATMENT, w.stay, viewer)
    further = [entering.load(w.register, kind, 1, viewer) for kind in (FOLLOW_UP, MANAGED_CASE)]
    return repr((said, draft, further, [entering.problems(w.register, ZS, [one]) for one in (draft, *further)]))


def revealed(w: World, viewer: Viewer) -> str:
    """Offers only what is masked, so without the values themselves."""
    kinds = ((PERSON, w.person), (TREATMENT, w.stay), (TREATMENT, w.secret_stay), (DIAGNOSIS, w.secret_illness))
    return repr([revealing.masked(w.register, kind, record, viewer) for kind, record in kinds])


DIFFERENCES = (
    Difference(
        DIFFERS, Entry(p.NUMBER, p.NAME, p.NUMBER), "三月", "四月", "所患疾病", (p.DISEASE, "无"), "名单 第 3 行"
    ),
)
"""What a comparison of two files finds about somebody."""


def typed(*words: str) -> Run:
    """What a command prints, complaints too; the register is the one the test holds open."""

    @contextmanager
    def opened(w: World) -> Iterator[Register]:
        yield w.register

    def run(w: World, _viewer: Viewer, folder: Path) -> str:
        out, err, usual = StringIO(), StringIO(), signing_in.opened
        signing_in.opened = lambda register, name: opened(w)
        try:
            with redirect_stdout(out), redirect_stderr(err):
                command.run([word.format(register=w.register.path, folder=folder) for word in words])
        finally:
            signing_in.opened = usual
        files = [path for path in folder.iterdir() if path.suffix == ".xlsx" and path.name != "来表.xlsx"]
        return out.getvalue() + err.getvalue() + repr([sheet(path) for path in files])

    return run


def brought(w: World, viewer: Viewer, folder: Path) -> str:
    sent(w, folder)
    return str(typed("import", "{register}", "{folder}/来表.xlsx", "--json")(w, viewer, folder))


def noticed(w: World, viewer: Viewer, folder: Path) -> str:
    notice = Notice("公示", date(2026, 11, 2), date(2026, 11, 8), "0795-1")
    asked = View(IDENTITY, columns.offered(IDENTITY))
    return by_pdfium(lists.print_notice(w.register, asked, folder / "公示.pdf", viewer, notice).path)


def villages_written(w: World, viewer: Viewer, folder: Path) -> str:
    places = [one.place for one in coverage(w.register, viewer, p.DAY).villages]
    coverage_files.write(w.register, viewer, p.DAY, places, folder / "各村.xlsx", "核对")
    return repr(sheet(folder / "各村.xlsx"))


def doctors_written(w: World, viewer: Viewer, folder: Path) -> str:
    doctors = [one.id for one in trainings.in_post(w.register, viewer, p.DAY)]
    training_files.write(w.register, viewer, 2020, NN, doctors, folder / "村医.xlsx", "核对")
    return repr(sheet(folder / "村医.xlsx"))


def log_written(w: World, viewer: Viewer, folder: Path) -> str:
    log_files.write(w.register, viewer, Wanted(), folder / "日志.xlsx", "核对")
    log_files.write_undone(w.register, viewer, w.batch, folder / "撤销.xlsx", "核对")
    return repr([sheet(path) for path in folder.glob("*.xlsx")])


def taken_back(w: World, _viewer: Viewer, _folder: Path) -> str:
    """The person was changed since it was entered, so who may at all is refused in words."""
    return repr(taking_back.take_back(w.register, w.deeds[1]))


def conflict(w: World, viewer: Viewer) -> str:
    opened = entering.load(w.register, PERSON, w.person, viewer)
    written = replace(opened, values={**opened.values, "phone": "13900001111"})
    older = replace(opened, values={**opened.values, "phone": ""}, version=0)
    return repr(conflicts.between(w.register, [older], [written], viewer))
