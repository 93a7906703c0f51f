"""培训证书: one a page on A4 landscape, framed, the name large, with room for the stamp."""

from datetime import date

from hfp_desk.printing.duty_facts import CertificateFacts
from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.shown import chinese_day
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import MM, Box, Sheet

SHEET = Sheet(297, 210, top=12, right=12, bottom=12, left=12)
_INK = "0.56 0.10 0.12"
_BODY = 22.0
_MARGIN = 40.0
_ROUND = 0.5523
"""How far the handles of a quarter circle reach, in radii."""


def draw(paper: Paper, facts: CertificateFacts) -> None:
    """Print one certificate."""
    paper.begin(SHEET, numbered=False, told=False)
    _draw_frame(paper)
    middle = SHEET.width / 2
    paper.code(f"q {_INK} rg")
    paper.text(middle, 56, "　".join(facts.title), Face.TITLE, 34, Align.CENTRE, width=SHEET.width - 2 * _MARGIN)
    paper.code("Q")
    _draw_name(paper, facts)
    paper.paragraph(_MARGIN, 97, SHEET.width - 2 * _MARGIN, _words(facts), Face.KAI, _BODY)
    _draw_issuer(paper, facts)
    paper.end()


def _draw_frame(paper: Paper) -> None:
    """A double frame with a square in each corner."""
    paper.code(f"q {_INK} RG {_INK} rg")
    outer, inner = Box(12, 12, 273, 186), Box(16.5, 16.5, 264, 177)
    paper.frame(outer, 3)
    paper.frame(inner, 0.8)
    for x in (inner.x, inner.x + inner.width - 9):
        for y in (inner.y, inner.y + inner.height - 9):
            paper.frame(Box(x, y, 9, 9), 0.8)
            paper.frame(Box(x + 2.5, y + 2.5, 4, 4), 0.8)
    paper.code("Q")


def _draw_name(paper: Paper, facts: CertificateFacts) -> None:
    """The name on a line, with what it is said to."""
    needed = paper.fonts.face(Face.KAI).width(facts.name) * 32 / MM + 6
    width = min(max(needed, 52.0), 104.0)
    paper.write(Box(_MARGIN, 74, width, 14), facts.name, Face.KAI, 32, Align.CENTRE, wraps=False)
    paper.line(_MARGIN, 88.5, _MARGIN + width, 88.5)
    number = f"（身份证号：{facts.id_number}）" if facts.id_number else ""
    paper.text(_MARGIN + width + 2, 86.5, "同志", Face.KAI, _BODY)
    paper.text(_MARGIN + width + 19, 86.5, f"{number}：", Face.KAI, 14, width=SHEET.width - 2 * _MARGIN - width - 19)


def _words(facts: CertificateFacts) -> str:
    long = "，".join(told for told in (_told("共{}天", facts.days), _told("{}学时", facts.hours)) if told)
    held = f"于{_period(facts.starts, facts.ends)}参加“{facts.course}”"
    passed = f"考核{facts.result}" if facts.result else "考核合格"
    return f"　　{held}{'，' + long if long else ''}，完成规定的学习内容，{passed}，特发此证。"


def _told(words: str, value: str) -> str:
    return words.format(value) if value else ""


def _period(starts: date, ends: date | None) -> str:
    if ends is None or ends == starts:
        return chinese_day(starts)
    same = f"{ends.month}月{ends.day}日" if ends.year == starts.year else chinese_day(ends)
    return f"{chinese_day(starts)}至{same}"


def _draw_issuer(paper: Paper, facts: CertificateFacts) -> None:
    """The number at the left; who issues it, the place for the stamp and the day at the right."""
    number = facts.number or "＿" * 10
    paper.text(_MARGIN, 178, f"证书编号：{number}", Face.KAI, 16, width=110)
    centre = 215.0
    paper.code("q 0.75 G [2 2] 0 d")
    _circle(paper, centre, 163, 21)
    paper.code("Q")
    paper.text(centre, 150, "（盖章）", Face.KAI, 11, Align.CENTRE)
    paper.text(centre, 166, facts.issuer, Face.KAI, 20, Align.CENTRE, width=84)
    paper.text(centre, 178, chinese_day(facts.issued), Face.KAI, 18, Align.CENTRE)


def _circle(paper: Paper, x: float, y: float, radius: float) -> None:
    cx, cy, r = x * MM, (paper.sheet.height - y) * MM, radius * MM
    k = r * _ROUND
    turns = (
        (cx + r, cy + k, cx + k, cy + r, cx, cy + r),
        (cx - k, cy + r, cx - r, cy + k, cx - r, cy),
        (cx - r, cy - k, cx - k, cy - r, cx, cy - r),
        (cx + k, cy - r, cx + r, cy - k, cx + r, cy),
    )
    curves = " ".join(f"{' '.join(f'{value:.2f}' for value in turn)} c" for turn in turns)
    paper.code(f"0.8 w {cx + r:.2f} {cy:.2f} m {curves} S")
