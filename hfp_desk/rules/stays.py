"""Dates, disease and place of a treatment against the person and the edition of its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hfp_desk.codes import code_list
from hfp_desk.policy import Disease, Edition
from hfp_desk.problems import Problem, Severity

INPATIENT = "1"
REFERRED = "2"


@dataclass(frozen=True)
class Stay:
    """One treatment; codes as in the lists admission_kind, area and referral, "" or None when not known."""

    admitted: date | None = None
    discharged: date | None = None
    days: int | None = None
    mode: str = INPATIENT
    area: str = ""
    referral: str = ""
    treat_first: bool | None = None
    hospital: str = ""


def dates(stay: Stay, today: date | None = None, birth: date | None = None, died: date | None = None) -> list[Problem]:
    """Discharge after admission, nothing in the future, before birth or after death."""
    checks = (
        _order(stay),
        *(_future(label, day, today or date.today()) for label, day in _days(stay)),
        _before_birth(stay, birth),
        _after_death(stay, died),
    )
    return [problem for problem in checks if problem]


def _days(stay: Stay) -> tuple[tuple[str, date | None], ...]:
    return ("入院日期", stay.admitted), ("出院日期", stay.discharged)


def _order(stay: Stay) -> Problem | None:
    if not stay.admitted or not stay.discharged or stay.admitted <= stay.discharged:
        return None
    message = f"出院日期 {stay.discharged} 早于入院日期 {stay.admitted}，应不早于入院日期，请核对出院小结。"
    return Problem("E-DATE-ORDER", Severity.ERROR, message, "出院日期", f"{stay.discharged}", f"不早于 {stay.admitted}")


def _future(label: str, day: date | None, today: date) -> Problem | None:
    if day is None or day <= today:
        return None
    message = f"{label} {day} 晚于今天，应不晚于 {today}，请核对。"
    return Problem("E-DATE-FUTURE", Severity.ERROR, message, label, f"{day}", f"不晚于 {today}")


def _before_birth(stay: Stay, birth: date | None) -> Problem | None:
    if not birth or not stay.admitted or stay.admitted >= birth:
        return None
    message = f"入院日期 {stay.admitted} 早于出生日期 {birth}，请核对日期或证件号码。"
    return Problem("E-DATE-BIRTH", Severity.ERROR, message, "入院日期", f"{stay.admitted}", f"不早于 {birth}")


def _after_death(stay: Stay, died: date | None) -> Problem | None:
    """A treatment after death is a sign of 虚假住院 (ZS §七), or of a wrong date of death: to be looked at."""
    if not died or not stay.admitted or stay.admitted <= died:
        return None
    message = f"入院日期 {stay.admitted} 晚于死亡日期 {died}，请核实死亡登记或是否虚假住院。"
    return Problem("W-DATE-DEATH", Severity.WARNING, message, "入院日期", f"{stay.admitted}", f"不晚于 {died}")


def length(stay: Stay) -> Problem | None:
    """Days in hospital as entered against the dates; both ways of counting the last day are in use."""
    if not stay.admitted or not stay.discharged or stay.days is None or stay.discharged < stay.admitted:
        return None
    counted = (stay.discharged - stay.admitted).days
    if stay.days in (counted, counted + 1):
        return None
    message = f"住院天数填 {stay.days} 天，按入院、出院日期应为 {counted} 天，请核对。"
    return Problem("W-DATE-DAYS", Severity.WARNING, message, "住院天数", f"{stay.days}", f"{counted}")


def age_on(birth: date, day: date) -> int:
    """Completed years on ``day``; a birthday counts from its own day on."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def disease_and_person(disease: Disease, sex: str, birth: date | None, day: date | None) -> list[Problem]:
    """Limits of sex and age of the listed disease (国家大病专项救治病种: 儿童…, 宫颈癌, 尿道下裂)."""
    found = []
    if disease.sex and sex in ("1", "2") and sex != disease.sex:
        have, want = (code_list("sex").shown(code) for code in (sex, disease.sex))
        message = f"「{disease.label}」只见于{want}性患者，本人性别为{have}，请核对病种或性别。"
        found.append(Problem("W-DISEASE-SEX", Severity.WARNING, message, "病种", have, want))
    if birth and day and not disease.suits_age(age_on(birth, day)):
        age = age_on(birth, day)
        message = f"「{disease.label}」限{_ages(disease)}，本人当日 {age} 周岁，请核对病种。"
        found.append(Problem("W-DISEASE-AGE", Severity.WARNING, message, "病种", f"{age} 周岁", _ages(disease)))
    return found


def _ages(disease: Disease) -> str:
    if disease.min_age is None:
        return f" {disease.max_age} 周岁及以下"
    if disease.max_age is None:
        return f" {disease.min_age} 周岁及以上"
    return f" {disease.min_age} 至 {disease.max_age} 周岁"


def disease_and_code(edition: Edition, text: str, icd: str) -> Problem | None:
    """A disease name that its own ICD-10 code contradicts is left for the clerk to decide."""
    named = edition.recognise(text)
    if named is None or not icd or edition.recognise(text, icd) is not None:
        return None
    message = f"病种「{text}」与疾病编码 {icd} 不是同一种病，请核对出院诊断。"
    return Problem("W-DISEASE-CODE", Severity.WARNING, message, "疾病编码", icd, "、".join(named.disease.icd))


def referral(stay: Stay, edition: Edition) -> Problem | None:
    """A stay outside the edition's area needs 转诊转院手续 (ZS §七, NN §二（一）)."""
    if stay.mode != INPATIENT or not stay.area or stay.area in edition.scope_areas:
        return None
    if stay.referral == REFERRED:
        return None
    message = f"在{edition.scope}外住院而没有批准的转诊手续，请补登转诊或核实原因。"
    found = code_list("referral").shown(stay.referral) or "未填"
    return Problem("W-AREA-REFERRAL", Severity.WARNING, message, "转诊情况", found, "经批准转诊")


def treat_first(stay: Stay, edition: Edition, entitled: bool) -> Problem | None:
    """先诊疗后付费 for entitled people in hospital within the scope word (GJ §二（三）3, ZS §二 市域, others 县域)."""
    if not entitled or stay.mode != INPATIENT or stay.area not in edition.scope_areas:
        return None
    if stay.treat_first is not False:
        return None
    message = f"{edition.scope}内住院应实行先诊疗后付费，本次填「否」，请核实原因。"
    return Problem("W-TREAT-FIRST", Severity.WARNING, message, "先诊疗后付费", "否", "是")


def overlaps(stays: Sequence[Stay]) -> list[Problem]:
    """Stays of one person that overlap by more than the day of a transfer (ZS §七 虚假住院)."""
    known = [stay for stay in stays if stay.mode == INPATIENT and stay.admitted and stay.discharged]
    known.sort(key=lambda stay: (stay.admitted or date.min, stay.discharged or date.min))
    found = []
    last: Stay | None = None
    for stay in known:
        if last and stay.admitted and last.discharged and stay.admitted < last.discharged:
            message = f"{stay.admitted} 入院时，{last.admitted} 入院的一次住院要到 {last.discharged} 才出院，请核实。"
            found.append(
                Problem(
                    "W-STAY-OVERLAP",
                    Severity.WARNING,
                    message,
                    "入院日期",
                    f"{stay.admitted}",
                    f"不早于 {last.discharged}",
                )
            )
        if last is None or (stay.discharged or date.min) > (last.discharged or date.min):
            last = stay
    return found
