"""签约履约台账 by village, 签约履约情况表 by township, 履约手册 of a person: all from records (ZS §八)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from hfp_desk.codes import code_list
from hfp_desk.papers.job import nobody
from hfp_desk.papers.showing import shown
from hfp_desk.records import Person
from hfp_desk.store import awareness, evidence, figures, fulfilment, signing, signing_groups
from hfp_desk.store.fulfilment import ContractLine, Fulfilment
from hfp_desk.store.fulfilment_words import cell_words, group_cells, group_headings, percent
from hfp_desk.store.signing_groups import By

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.facts import Amount
    from hfp_desk.printing.paper import Paper
    from hfp_desk.printing.roster_facts import RosterColumn, RosterFacts
    from hfp_desk.printing.signing_facts import Fulfilled, HandbookFacts

__all__ = ["count", "draw_handbooks", "draw_ledger", "draw_table", "nobody"]

_NUMBER = 10
_ITEM = 20
_SIGNERS = ("村卫生室（盖章）", "签约医生", "填表人")


def draw_ledger(paper: Paper, job: Job) -> int:
    """签约履约台账, each village a section of its own: done/due of every item."""
    from hfp_desk.printing.forms import roster

    found = _found(job)
    printed = 0
    for (town, village), lines in groupby(_lines(found, job), lambda line: (line.town_name, line.village_name)):
        paper.end()
        paper.bookmark(f"{town}{village}" or "未登记行政村")
        printed += roster.draw(paper, _ledger(found, list(lines), f"{town}　{village}"), job.progress)
    return printed


def draw_table(paper: Paper, job: Job) -> int:
    """签约履约情况表: every township, and every village of the ones that are chosen."""
    from hfp_desk.printing.facts import Align
    from hfp_desk.printing.forms import roster
    from hfp_desk.printing.roster_facts import RosterColumn, RosterFacts

    policy, by = figures.in_force(), By.VILLAGE if job.scope.towns or job.scope.villages else By.TOWN
    people = signing.signing(job.register, policy, job.day)
    asked = awareness.answers(job.register, job.day.replace(month=1, day=1), job.day)
    groups = signing_groups.groups(_of_scope(people, job), _lines(_found(job), job), asked, by)
    heads = group_headings(by)
    columns = (
        RosterColumn("序号", _NUMBER, Align.CENTRE, wraps=False),
        *(RosterColumn(one.label, one.chars * 2, Align.RIGHT if one.numeric else Align.LEFT) for one in heads),
    )
    facts = RosterFacts(
        title="家庭医生签约履约情况表",
        columns=columns,
        rows=(
            *(((str(number), *group_cells(one, by)), ()) for number, one in enumerate(groups, start=1)),
            (("", *group_cells(signing_groups.together(groups), by)), ()),
        ),
        left=f"填报单位：{job.office}",
        right=f"截至 {job.day}",
        count=len(groups),
        unit="行（含合计）",
        note=lambda: "签约率＝有效签约/应签（在世、未迁出、未拒签）；履约率＝到期应完成项次中已完成的/到期应完成项次。",
        size=9.5,
        row_height=8,
    )
    return roster.draw(paper, facts, job.progress)


def draw_handbooks(paper: Paper, job: Job) -> int:
    """履约手册, one page a contract."""
    from hfp_desk.printing.forms import people, signing_handbook

    chosen = _lines(_found(job), job)
    facts = (book for line in chosen if (book := _handbook(line, job)) is not None)
    return people.draw_people(paper, facts, signing_handbook.draw, len(chosen), job.progress)


def count(job: Job) -> int:
    """How many contracts are told of."""
    return len(_lines(_found(job), job))


def _found(job: Job) -> Fulfilment:
    return fulfilment.fulfilment(job.register, job.viewer, figures.in_force(), job.day)


def _lines(found: Fulfilment, job: Job) -> list[ContractLine]:
    """The contracts of the scope."""
    scope = job.scope
    return [
        line
        for line in found.lines
        if (not scope.towns or line.town in scope.towns)
        and (not scope.villages or line.village in scope.villages)
        and (not scope.persons or line.person in scope.persons)
    ]


def _of_scope(found: signing.Signing, job: Job) -> signing.Signing:
    towns, villages = job.scope.towns, job.scope.villages
    people = tuple(
        one for one in found.people if (not towns or one.town in towns) and (not villages or one.village in villages)
    )
    return signing.Signing(found.day, people, found.running_out, found.lapsed, found.ahead, found.spots)


def _ledger(found: Fulfilment, lines: Sequence[ContractLine], where: str) -> RosterFacts:
    from hfp_desk.printing.facts import Align
    from hfp_desk.printing.roster_facts import RosterColumn, RosterFacts

    centre = Align.CENTRE
    columns: tuple[RosterColumn, ...] = (
        RosterColumn("序号", _NUMBER, centre, wraps=False),
        RosterColumn("姓名", 18, centre),
        RosterColumn("人群分类", 36),
        RosterColumn("签约医生", 18, centre),
        RosterColumn("到期日期", 20, centre, wraps=False),
        *(RosterColumn(item.label, _ITEM, centre) for item in found.items),
        RosterColumn("应完成", 13, Align.RIGHT, total=True, wraps=False),
        RosterColumn("已完成", 13, Align.RIGHT, total=True, wraps=False),
        RosterColumn("履约", 14, centre, wraps=False),
    )
    due, done = (sum(getattr(line.state, name) for line in lines) for name in ("due", "done"))
    return RosterFacts(
        title="家庭医生签约履约台账",
        columns=columns,
        rows=_rows(lines),
        left=where,
        right=f"截至 {found.day}",
        count=len(lines),
        unit="人",
        note=lambda: f"每项为“已做/到期应做”，以随访、体检、服务等记录为凭。履约率 {percent(done, due) or '—'}。",
        signers=_SIGNERS,
        size=9,
        row_height=8,
    )


def _rows(lines: Sequence[ContractLine]) -> Iterator[tuple[tuple[str, ...], tuple[Amount, ...]]]:
    from decimal import Decimal

    groups = code_list("contract_group").shown
    for number, line in enumerate(lines, start=1):
        state = line.state
        texts = (
            *(str(number), line.name, "、".join(groups(code) for code in line.groups), line.doctor, line.ends),
            *(cell_words(cell) for cell in state.cells),
            *(f"{state.due}", f"{state.done}", "逾期" if state.overdue else "已履约" if state.due else "未到期"),
        )
        yield texts, (Decimal(state.due), Decimal(state.done))


def _handbook(line: ContractLine, job: Job) -> HandbookFacts | None:
    from hfp_desk.printing.signing_facts import HandbookFacts

    found = evidence.evidence(job.register, job.viewer, figures.in_force(), line.id, job.day)
    if found is None:
        return None
    person = Person.get_by_id(line.person)
    groups = code_list("contract_group").shown
    return HandbookFacts(
        village=f"{line.town_name}{line.village_name}",
        name=line.name,
        id_number=shown(Person.id_number, person.id_number, job.viewer),
        phone=shown(Person.phone, person.phone, job.viewer),
        groups="、".join(groups(code) for code in line.groups),
        team=line.team_name,
        doctor=line.doctor,
        starts=line.begins,
        ends=line.ends,
        until=job.day,
        items=tuple(_fulfilled(one) for one in found.items),
    )


def _fulfilled(one: evidence.Proven) -> Fulfilled:
    from hfp_desk.printing.signing_facts import Fulfilled

    due, done = one.cell
    proofs = tuple(" ".join(part for part in (proof.day, proof.words) if part) for proof in one.proofs)
    return Fulfilled(
        one.item.label,
        str(one.item.times) if one.item.times else "按需",
        "—" if due is None else str(due),
        str(done),
        proofs,
    )
