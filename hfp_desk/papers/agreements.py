"""住院治疗费用结算协议书, 延期（分期）还款申请书 and 协议书, the ledger of all of them (domain.md §2.8).

Certificates are copied and handed back, never kept: to keep the originals as a pledge was criticised [K]. Every
agreement is printed twice, for the patient and for the hospital.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from peewee import Field

from hfp_desk.codes import code_list
from hfp_desk.papers.job import Area, PaperForm, Takes
from hfp_desk.papers.rosters import Col, centred, made, named, of, shows, summed
from hfp_desk.papers.showing import visible
from hfp_desk.papers.tallies import Tallied
from hfp_desk.records import AGREEMENT, Agreement, Person
from hfp_desk.rules.capital_amounts import capitals
from hfp_desk.rules.instalments import Part
from hfp_desk.store import agreements, figures, protection_rosters
from hfp_desk.store.roster_lines import Line

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.agreement_facts import AgreementFacts
    from hfp_desk.printing.paper import Paper

_COPIES = ("甲方存", "乙方存")
_LINE = "＿" * 6
_SPARE = 6
_BOTH = "本协议一式两份，甲乙双方各执一份，自双方签字（按手印）、盖章之日起生效。"


def draw_agreements(paper: Paper, job: Job) -> int:
    """住院治疗费用结算协议书, two copies of each."""
    return _draw(paper, job, _agreement, copies=True)


def draw_requests(paper: Paper, job: Job) -> int:
    """延期（分期）还款申请书."""
    return _draw(paper, job, _request, copies=False)


def draw_instalments(paper: Paper, job: Job) -> int:
    """延期（分期）还款协议书 with its table of sums, two copies of each."""
    return _draw(paper, job, _instalments, copies=True)


def count_agreements(job: Job) -> int:
    """How many agreements are printed."""
    return protection_rosters.count_agreements(job.register, job.scope, job.viewer)


def _draw(paper: Paper, job: Job, facts_of: Callable[[Line, Job, str], AgreementFacts], *, copies: bool) -> int:
    from hfp_desk.printing.forms import agreement_sheet, people

    lines = list(protection_rosters.agreements(job.register, job.scope, job.viewer))
    labels = _COPIES if copies else ("",)
    facts = (facts_of(line, job, label) for line in lines for label in labels)
    people.draw_people(paper, facts, agreement_sheet.draw, len(lines) * len(labels), job.progress)
    return len(lines)


def _agreement(line: Line, job: Job, copy: str) -> AgreementFacts:
    waived = _amount(Agreement.deposit_waived, line, job)
    months = _months(job)
    return _facts(
        line,
        job,
        "住院治疗费用结算协议书",
        (
            "为落实健康扶贫住院“先诊疗后付费”政策，减轻贫困患者看病垫资负担，甲乙双方就住院费用结算约定如下：",
            "一、甲方持医保凭证、有效身份证件和户口簿办理入院，乙方核对原件、留存复印件后当场退还，不得收取或扣押证件原件。",
            f"二、乙方不收取住院押金（本次免收 {waived} 元），住院期间不催缴费用，每日向甲方提供费用清单。",
            "三、乙方在出院前 1 至 2 天告知甲方预计由个人负担的费用。",
            "四、住院费用每满 10,000 元，乙方预结算一次，并告知甲方。",
            "五、甲方出院时结清个人负担部分；一次结清确有困难的，填写《延期（分期）还款申请书》，与乙方签订还款协议。",
            f"六、出院（或者最后一期还款日）后 {months} 个月仍未结清的，视为恶意拖欠。",
            "七、恶意拖欠的，乙方可报告卫生健康、医疗保障部门，暂停甲方享受先诊疗后付费，并依法追偿。",
            f"八、{_BOTH}",
        ),
        copy=copy,
        after=(f"出院结算：{_stay(line, job)}",),
        signs=_signs(line, job),
    )


def _request(line: Line, job: Job, copy: str) -> AgreementFacts:
    parts = _parts(line, job)
    plan = (
        f"分 {len(parts)} 期还清，第一期 {parts[0].due_on}，最后一期 {parts[-1].due_on}，每期金额见下表"
        if parts
        else f"延期至 {shows(Agreement.last_due_on, line, job) or _LINE} 还清，或分 ＿＿ 期还清（每期金额填入下表）"
    )
    return _facts(
        line,
        job,
        "延期（分期）还款申请书",
        (
            f"{_stay(line, job)}出院时应由本人结清 {_owed(line, job)}。",
            f"因家庭经济困难，一次结清确有困难，现申请{plan}，保证按期还款。",
        ),
        copy=copy,
        parts=parts,
        blank=0 if parts else 3,
        opinions=("村（居）民委员会\n意　　见", "医疗机构\n意　　见"),
        signs=((f"申请人（签字、手印）：{_LINE}", "　　　　年　　月　　日"),),
    )


def _instalments(line: Line, job: Job, copy: str) -> AgreementFacts:
    parts = _parts(line, job)
    agreed = f"分 {len(parts)} 期" if parts else "按下表"
    last = str(parts[-1].due_on) if parts else shows(Agreement.last_due_on, line, job) or _LINE
    return _facts(
        line,
        job,
        "延期（分期）还款协议书",
        (
            _stay(line, job),
            f"一、双方核对，甲方尚欠乙方医疗费用{_owed(line, job)}。",
            f"二、甲方{agreed}还清，最后还款日 {last}；每期到乙方收费处交款，乙方出具票据：",
        ),
        copy=copy,
        parts=parts,
        blank=0 if parts else _SPARE,
        after=(
            "三、分期期间乙方不计利息，不影响甲方继续就诊；甲方家庭情况变化的，可与乙方重新约定。",
            f"四、最后还款日后 {_months(job)} 个月仍未还清的，视为恶意拖欠，按《住院治疗费用结算协议书》处理。",
            f"五、{_BOTH}",
        ),
        signs=_signs(line, job),
    )


def _facts(
    line: Line,
    job: Job,
    title: str,
    paragraphs: tuple[str, ...],
    *,
    copy: str = "",
    parts: tuple[Part, ...] = (),
    blank: int = 0,
    after: tuple[str, ...] = (),
    opinions: tuple[str, ...] = (),
    signs: tuple[tuple[str, ...], ...] = (),
) -> AgreementFacts:
    from hfp_desk.printing.agreement_facts import AgreementFacts

    town, village = line["town"] or "", line["village"] or ""
    first = f"甲方（患者）：{shows(Person.name, line, job)}　　证件号码：{shows(Person.id_number, line, job)}"
    home = f"　　　　　　　{town or _LINE}{village or _LINE}　　联系电话：{shows(Person.phone, line, job) or _LINE}"
    return AgreementFacts(
        village=f"{town}{village}",
        name=shows(Person.name, line, job),
        title=title,
        parties=(first, home, f"乙方（医疗机构）：{shows(Agreement.hospital, line, job) or _LINE * 2}"),
        paragraphs=tuple(map(job.worded, paragraphs)),
        copy=copy,
        parts=tuple(_row(number, part, line, job) for number, part in enumerate(parts, start=1)),
        blank=blank,
        after=tuple(map(job.worded, after)),
        opinions=opinions,
        signs=signs,
    )


def _row(number: int, part: Part, line: Line, job: Job) -> tuple[str, str, str, str]:
    """An instalment; for who may not see the sums the cells stay empty."""
    if visible(Agreement.arrears, line[Agreement.arrears], job.viewer) is None:
        return (str(number), "", "", "")
    return (str(number), str(part.due_on), f"{part.amount:,.2f}", capitals(part.amount))


def _stay(line: Line, job: Job) -> str:
    """The stay and its money in one sentence."""
    number = shows(Agreement.admission_number, line, job)
    days = f"{shows(Agreement.admitted, line, job) or _LINE} 至 {shows(Agreement.discharged, line, job) or _LINE}"
    sums = "，".join(
        f"{label} {_amount(field, line, job)} 元"
        for label, field in (
            ("医疗总费用", Agreement.total),
            ("各项报销", Agreement.reimbursed),
            ("个人负担", Agreement.own_share),
        )
    )
    return f"甲方{f'（住院号 {number}）' if number else ''}于 {days} 在乙方住院治疗，{sums}。"


def _owed(line: Line, job: Job) -> str:
    value = visible(Agreement.arrears, line[Agreement.arrears], job.viewer)
    amount = Decimal(value) if value is not None else None
    words = capitals(amount) if amount is not None else _LINE * 2
    return f"人民币（大写）{words}（小写：￥{f'{amount:,.2f}' if amount is not None else _LINE}）"


def _amount(field: Field[Any], line: Line, job: Job) -> str:
    return shows(field, line, job) or _LINE


def _months(job: Job) -> str:
    value = figures.in_force().on(job.day).target("arrears_months").value
    return "＿＿" if value is None else f"{value.normalize():f}"


def _signs(line: Line, job: Job) -> tuple[tuple[str, ...], ...]:
    relation = shows(Agreement.signer_relation, line, job)
    whose = f"与患者关系：{relation or _LINE}"
    return (
        (f"甲方（签字、手印）：{_LINE}", "身份证号：" + _LINE * 2, whose, "　　　　年　　月　　日"),
        (f"乙方（盖章）：{_LINE}", f"经办人：{_LINE}", "联系电话：" + _LINE, "　　　　年　　月　　日"),
    )


def _parts(line: Line, job: Job) -> tuple[Part, ...]:
    return agreements.schedule(job.register, line[Agreement.id], job.viewer)


def draw_ledger(paper: Paper, job: Job) -> int:
    """先诊疗后付费台账, with the state as of the day."""
    known = {one.id: one for one in agreements.lines(job.register, job.viewer, job.day, figures.in_force())}
    states = code_list("agreement_state")

    def told(label: str, width: float, text: Callable[[agreements.AgreementLine], str], align: str = "centre") -> Col:
        return made(label, width, lambda line, _job: text(known[line[Agreement.id]]), align)

    cols = (
        *_LEDGER,
        told("未还金额", 18, lambda one: f"{one.standing.left:,.2f}" if one.standing.left else "", "right"),
        told("还款约定", 20, lambda one: f"分 {one.parts} 期" if one.parts else ""),
        centred(Agreement.last_due_on, 19),
        centred(Agreement.settled_on, 19),
        told("状态", 15, lambda one: states.shown(one.standing.state)),
        of(Agreement.remark, 16),
    )
    return Tallied(
        "先诊疗后付费台账",
        "人次",
        cols,
        lines=_lines,
        count=count_agreements,
        classes=lambda line, _job: (known[line[Agreement.id]].standing.state,),
        told=lambda counted, _job: _states(counted),
        broad=True,
    ).draw(paper, job)


def _lines(job: Job) -> Iterator[Line]:
    return protection_rosters.agreements(job.register, job.scope, job.viewer)


def _states(counted: Counter[str]) -> str:
    states = code_list("agreement_state")
    return "，".join(f"{states.shown(code)} {count:,} 人次" for code, count in sorted(counted.items())) + "。"


_LEDGER: tuple[Col, ...] = (
    of(Agreement.hospital, 32),
    named("乡镇", "town", 17),
    named("行政村", "village", 20),
    centred(Person.name, 17, wraps=True),
    centred(Person.id_number, 34),
    centred(Agreement.admission_number, 20, wraps=True),
    centred(Agreement.admitted, 19),
    centred(Agreement.discharged, 19),
    summed(Agreement.total, 21, places=2),
    summed(Agreement.deposit_waived, 18, places=2),
    summed(Agreement.reimbursed, 21, places=2),
    summed(Agreement.own_share, 18, places=2),
    summed(Agreement.arrears, 18, places=2),
)


def forms() -> tuple[PaperForm, ...]:
    """The papers of treatment before payment."""
    takes = Takes(places=True, persons=True, period="签订期间", record=AGREEMENT)
    advice = "请换一个期间；还没有协议时，先在“费用保障—先诊疗后付费”中办理。"
    first = ("住院治疗费用结算协议书", ("先诊疗后付费协议",), draw_agreements, count_agreements)
    request = ("延期（分期）还款申请书", ("还款申请书",), draw_requests, count_agreements)
    parts = ("延期（分期）还款协议书", ("还款协议书", "分期协议"), draw_instalments, count_agreements)
    ledger = ("先诊疗后付费台账", ("agreements",), draw_ledger, count_agreements)
    return (
        PaperForm("agreement", *first, takes, Area.MONEY, advice),
        PaperForm("instalment-request", *request, takes, Area.MONEY, advice),
        PaperForm("instalment-agreement", *parts, takes, Area.MONEY, advice),
        PaperForm("agreement-ledger", *ledger, takes, Area.MONEY, advice),
    )
