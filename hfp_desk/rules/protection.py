"""What each line of protection pays of one stay under a region's policy, and why (报销测算).

The lines pay one after the other in the order of the edition (``payers_in_turn``): 基本医保, 大病保险, 医疗机构减免,
医疗救助, 补充或商业保险, at last charity and public health. Every amount is exact to the fen and rounded half up, as
settlements are (domain.md §2.5). A figure that neither a document nor the office gives stops the reckoning there and
is named, never guessed.
"""

from hfp_desk.policy import Edition
from hfp_desk.problems import Problem, Severity
from hfp_desk.rules import money
from hfp_desk.rules.protection_lines import line_of
from hfp_desk.rules.protection_stay import INPATIENT, Line, Reckoned, Stay, yuan


def reckon(stay: Stay, edition: Edition) -> Reckoned:
    """Every line of the edition in its turn; from the first unknown one on nothing is paid, only what is missing."""
    so_far = Reckoned(stay, edition, ())
    for payer in edition.payers_in_turn:
        line = line_of(so_far, payer)
        if line is not None:
            known = line if so_far.complete else _waiting(line)
            so_far = Reckoned(stay, edition, (*so_far.lines, known))
    return so_far


def problems(stay: Stay) -> list[Problem]:
    """What cannot be reckoned: no total, more inside the catalogue than the whole, amounts below nothing, no level."""
    named = {"总费用": stay.total, "政策范围内费用": stay.in_scope, "本年已救助金额": stay.assisted}
    below = [(label, amount) for label, amount in named.items() if amount < 0]
    found = [_wrong(label, f"{label}不能小于 0，请核对。", yuan(amount), "不小于 0") for label, amount in below]
    if not found and stay.total == 0:
        found.append(_wrong("总费用", "请填写总费用，即费用清单上的总金额。", yuan(stay.total), "大于 0"))
    if not stay.level and (stay.kind != INPATIENT or stay.area in ("", "1")):
        found.append(_wrong("医院级别", "请选择医院级别：起付线和报销比例按级别计算。", "", "一级、二级、三级"))
    return found or money.parts(money.Bill(stay.total, None, in_scope=stay.in_scope))


def _wrong(label: str, message: str, was: str, expected: str) -> Problem:
    return Problem("E-RECKON", Severity.ERROR, message, label, was, expected)


def _waiting(line: Line) -> Line:
    """A line whose turn has not come, as what comes before it is not known."""
    words = line.reason if line.missing else "前面的保障线算出后再算。"
    return Line(line.field, line.label, None, words, line.clause, line.assumed, line.missing)
