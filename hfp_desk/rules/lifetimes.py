"""What happens to somebody happens while they live, and what has happened is not in the future."""

from datetime import date

from hfp_desk.problems import Problem, Severity


def within_life(label: str, day: date | None, birth: date | None, died: date | None, today: date) -> list[Problem]:
    """``day`` is neither before birth nor after death nor still to come."""
    if day is None:
        return []
    if day > today:
        message = f"{label} {day} 还没有到，请核对；只登记已经发生的。"
        return [_wrong("E-LIFE-FUTURE", message, label, day, f"不晚于 {today}")]
    if birth is not None and day < birth:
        message = f"{label} {day} 早于出生日期 {birth}，请核对日期，或核对证件号码是否写错。"
        return [_wrong("E-LIFE-BIRTH", message, label, day, f"不早于 {birth}")]
    if died is not None and day > died:
        message = f"{label} {day} 晚于死亡日期 {died}，请核对日期；死亡登记有误的，先改正人员的死亡日期。"
        return [_wrong("E-LIFE-DEATH", message, label, day, f"不晚于 {died}")]
    return []


def _wrong(code: str, message: str, label: str, day: date, expected: str) -> Problem:
    return Problem(code, Severity.ERROR, message, label, f"{day}", expected)
