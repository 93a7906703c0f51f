"""家庭医生签约服务协议书: 甲方 and 乙方, who is served, items with times a year, duties, period, signatures (§2.9)."""

from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.shown import chinese_day
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A4, Box
from hfp_desk.printing.signing_facts import AgreementFacts, Covered
from hfp_desk.printing.tables import Cell, Table, draw_long_table, draw_table, head

_SIZE = 10.5
_PEOPLE = (10.0, 20.0, 10.0, 40.0, 20.0, 30.0, 25.0, 15.0)
_ITEMS = (10.0, 62.0, 40.0, 58.0)
_MEMBERS = (26.0, 26.0, 68.0, 50.0)
_FEWEST = 4
"""Rows of the list of people, so that somebody can be added by hand."""

_DUTIES = (
    ("三、甲方的权利和义务", None),
    ("1．自愿签约，享受本协议约定的服务，对服务有知情权和评价权，可向乙方所在单位反映意见。", Face.BODY),
    ("2．如实告知本人和家庭成员的健康状况，配合随访、体检和治疗，联系方式、住址变动及时告知乙方。", Face.BODY),
    ("3．同一时间只与一个家庭医生团队签约；中途解约的，应与乙方办理解约手续。", Face.BODY),
    ("四、乙方的权利和义务", None),
    ("1．按本协议约定的项目和次数上门或在门诊提供服务，每次服务如实记录，由甲方确认。", Face.BODY),
    ("2．公开团队成员和联系电话，接受咨询；病情需要时协助转诊，并做好转诊后的随访。", Face.BODY),
    ("3．宣传健康扶贫政策，指导合理用药和健康生活方式；为甲方保守秘密，不泄露个人信息。", Face.BODY),
)


def draw(paper: Paper, facts: AgreementFacts) -> None:
    """Print one household's agreement."""
    paper.begin(A4)
    middle, y = A4.left + A4.inner / 2, A4.top
    paper.text(middle, y + 9, "家庭医生签约服务协议书", Face.TITLE, 22, Align.CENTRE)
    paper.text(A4.end, y + 17, f"户编号：{facts.number or '　' * 8}", size=_SIZE, align=Align.RIGHT)
    y = _parties(paper, facts, y + 19)
    y = paper.paragraph(A4.left, y + 1, A4.inner, _opening(facts), size=_SIZE)
    y = _title(paper, y, "一、服务对象名单（家庭成员）")
    y = draw_long_table(
        paper,
        y,
        _PEOPLE,
        _heads("序号", "姓名", "性别", "身份证号", "与户主关系", "人群分类", "电话", "签约"),
        _people(facts.people),
        least=7.5,
    )
    y = _title(paper, y, f"二、服务项目（{facts.package or '基础包'}）")
    items = [
        (_cell(str(number)), _left(one.label), _cell(one.times), _left(one.whom))
        for number, one in enumerate(facts.items, start=1)
    ]
    y = draw_long_table(paper, y, _ITEMS, _heads("序号", "服务项目", "每年次数", "适用人群"), items, least=7)
    y = paper.paragraph(A4.left, y, A4.inner, "履约以随访、体检、接诊、转诊等记录为凭，不以打勾为凭。", size=9)
    for words, face in _DUTIES:
        y = paper.room_for(y, 16)
        y = _title(paper, y, words) if face is None else _paragraph(paper, y, words)
    y = _title(paper, paper.room_for(y, 30), "五、协议期限")
    y = _paragraph(paper, y, _period(facts))
    y = _team(paper, facts, y)
    _signatures(paper, facts, y)
    paper.end()


def _parties(paper: Paper, facts: AgreementFacts, y: float) -> float:
    wide = 35.0
    rows = (
        (head("甲方（户主）", size=_SIZE), _left(facts.name), head("联系电话", size=_SIZE), _cell(facts.phone)),
        (head("家庭住址", size=_SIZE), _left(facts.address, 3)),
        (
            head("乙方（团队）", size=_SIZE),
            _left(facts.team.name),
            head("联系电话", size=_SIZE),
            _cell(facts.team.phone),
        ),
        (
            head("所在机构", size=_SIZE),
            _left(facts.team.institution),
            head("家庭医生", size=_SIZE),
            _cell(facts.doctor),
        ),
    )
    widths = (26.0, A4.inner - 52.0 - wide, 26.0, wide)
    return draw_table(paper, A4.left, y, Table(widths, (8.0,) * len(rows), rows))


def _opening(facts: AgreementFacts) -> str:
    people, signed = len(facts.people), sum(one.signed for one in facts.people)
    many = f" {people} 人" + (f"（签约 {signed} 人）" if signed < people else "")
    return (
        "　　为落实家庭医生签约服务，做到签约一人、履约一人、做实一人，甲乙双方本着自愿、平等的原则，"
        f"就甲方家庭成员{many if people else ''}的签约服务达成如下协议。"
    )


def _people(people: tuple[Covered, ...]) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [
        (
            *(_cell(str(number)), _cell(one.name), _cell(one.sex), _cell(one.id_number), _cell(one.relation)),
            *(_left(one.groups), _cell(one.phone), _cell("已签约" if one.signed else "未签约")),
        )
        for number, one in enumerate(people, start=1)
    ]
    spare = max(0, _FEWEST - len(rows))
    return rows + [(_cell(str(len(rows) + number + 1)), *(_cell("") for _ in range(7))) for number in range(spare)]


def _period(facts: AgreementFacts) -> str:
    return (
        f"　　本协议期限 {facts.years} 年，自{chinese_day(facts.starts)}起至{chinese_day(facts.ends)}止。"
        "到期后双方无异议的续签；甲方死亡、迁出或提出解约的，协议终止。"
    )


def _team(paper: Paper, facts: AgreementFacts, y: float) -> float:
    if not facts.team.members:
        return y
    y = _title(paper, paper.room_for(y, 30), "附：乙方团队成员")
    rows = [(_cell(role), _cell(name), _left(unit), _cell(phone)) for role, name, unit, phone in facts.team.members]
    return draw_long_table(paper, y, _MEMBERS, _heads("分工", "姓名", "单位", "电话"), rows, least=7)


def _signatures(paper: Paper, facts: AgreementFacts, y: float) -> None:
    y = paper.room_for(y, 48)
    half = A4.inner / 2
    for place, (label, note) in enumerate(
        (("甲方（签字、按手印）", "手印"), ("乙方（签字、按手印或盖章）", "手印或章"))
    ):
        x = A4.left + place * half
        paper.text(x, y + 9, f"{label}：", size=11)
        paper.line(x, y + 23, x + half - 32, y + 23)
        paper.code("q 0.6 G [2 2] 0 d")
        paper.frame(Box(x + half - 28, y + 11, 20, 20))
        paper.code("Q")
        paper.text(x + half - 18, y + 35, note, size=8, align=Align.CENTRE)
        paper.text(x, y + 35, f"日期：{chinese_day(facts.signed_on)}", size=11)
    paper.text(A4.left, y + 44, "本协议一式两份，甲乙双方各执一份，自签字之日起生效。", size=_SIZE)


def _title(paper: Paper, y: float, words: str) -> float:
    paper.text(A4.left, y + 7, words, Face.HEI, 11)
    return y + 9


def _paragraph(paper: Paper, y: float, words: str) -> float:
    return paper.paragraph(A4.left, y, A4.inner, words, size=_SIZE)


def _heads(*titles: str) -> tuple[Cell, ...]:
    return tuple(head(title, size=10) for title in titles)


def _cell(text: str) -> Cell:
    return Cell(text, size=_SIZE)


def _left(text: str, across: int = 1) -> Cell:
    return Cell(text, across, align=Align.LEFT, size=_SIZE, side=1.5)
