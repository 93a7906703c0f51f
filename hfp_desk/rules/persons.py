"""What must agree about one person and one household: the national check rules that concern health.

Numbers in the docstrings are those of the provincial rule list for the poverty and monitoring registers. All
are warnings: the register keeps half-known people and shows what to look at.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hfp_desk.codes import code_list
from hfp_desk.problems import Problem, Severity
from hfp_desk.rules.identity_number import IdNumber
from hfp_desk.rules.stays import age_on

HEAD = "02"
SPOUSES = frozenset({"10", "11", "12"})
_MALE = re.compile(r"11|2\d|4[1367]|5[1357]|6[13]|7[1368]|8[13579A]|9[35]")
_FEMALE = re.compile(r"12|3\d|4[2458]|5[2468]|6[24]|7[2457A]|9[46]")
HEALTHY, CHRONIC, MAJOR, DISABLED = "1", "2", "3", "4"
BY_ILLNESS, BY_DISABILITY = "01", "02"
DISABILITY_CARD = "11"
OLDEST = 125
_MOBILE = re.compile(r"1[3-9]\d{9}")


@dataclass(frozen=True)
class Member:
    """What the rules look at; codes as in the code lists, "" or None when not known."""

    name: str = ""
    sex: str = ""
    birth: date | None = None
    relation: str = ""
    number: IdNumber | None = None
    document: str = ""
    health: tuple[str, ...] = ()
    phone: str = ""
    resident_cover: bool | None = None
    employee_cover: bool | None = None
    major_cover: bool | None = None
    assisted: bool | None = None
    alive: bool = True


def _warn(code: str, message: str, label: str, found: str = "", expected: str = "") -> Problem:
    return Problem(code, Severity.WARNING, message, label, found, expected)


def relation_and_sex(relation: str, sex: str) -> Problem | None:
    """与户主关系 against 性别 (rules 2_01_004, 2_12_008, 2_02_001)."""
    want = "1" if _MALE.fullmatch(relation) else "2" if _FEMALE.fullmatch(relation) else ""
    if not want or sex not in ("1", "2") or sex == want:
        return None
    word = code_list("relation").shown(relation)
    have, should = (code_list("sex").shown(code) for code in (sex, want))
    message = f"与户主关系为「{word}」，性别应为{should}，现为{have}，请核对。"
    return _warn("W-REL-SEX", message, "与户主关系", have, should)


def number_agrees(member: Member, today: date | None = None) -> list[Problem]:
    """Entered sex and birth against those in the ID number (GB 11643), and an age nobody reaches."""
    number, found = member.number, []
    if number is None:
        return []
    if member.sex in ("1", "2") and member.sex != number.sex:
        have, want = (code_list("sex").shown(code) for code in (member.sex, number.sex))
        message = f"性别填{have}，证件号码显示为{want}，请核对证件原件。"
        found.append(_warn("W-ID-SEX", message, "性别", have, want))
    if member.birth and member.birth != number.birth:
        message = f"出生日期填 {member.birth}，证件号码显示为 {number.birth}，请核对证件原件。"
        found.append(_warn("W-ID-BIRTH", message, "出生日期", f"{member.birth}", f"{number.birth}"))
    age = age_on(number.birth, today or date.today())
    if member.alive and age > OLDEST:
        message = f"按证件号码已 {age} 周岁，请核实本人是否在世。"
        found.append(_warn("W-ID-AGE", message, "证件号码", f"{age} 周岁", f"不超过 {OLDEST} 周岁"))
    return found


def phone(text: str) -> Problem | None:
    """A mobile number of 11 digits (rules 2_12_007, 2_01_013); an empty one is another matter."""
    if not text or _MOBILE.fullmatch(text):
        return None
    message = f"联系电话「{text}」应为 1 开头的 11 位手机号码，请核对。"
    return _warn("W-PHONE", message, "联系电话", text, "11 位手机号码")


def health(member: Member) -> list[Problem]:
    """健康状况 empty (2_01_002), healthy and ill at once, 残疾 against the document (4_01_002)."""
    if not member.health:
        return [_warn("W-HEALTH-EMPTY", "健康状况未填，请补填。", "健康状况", "", "健康、长期慢性病、患有大病或残疾")]
    found = []
    if HEALTHY in member.health and len(member.health) > 1:
        words = "、".join(code_list("health_status").shown(code) for code in member.health)
        message = f"健康状况同时填了「{words}」，健康不能与其他选项并存，请核对。"
        found.append(_warn("W-HEALTH-BOTH", message, "健康状况", words, "只填健康，或只填病残情况"))
    card = bool(member.number and member.number.disability_kind) or member.document == DISABILITY_CARD
    if DISABLED in member.health and member.document and not card:
        message = "健康状况填了残疾，证件类型却不是残疾人证，请核对是否持证。"
        found.append(_warn("W-HEALTH-CARD", message, "证件类型", member.document, "残疾人证"))
    if card and DISABLED not in member.health:
        message = "证件为残疾人证，健康状况却没有填残疾，请补填。"
        found.append(_warn("W-CARD-HEALTH", message, "健康状况", "", "含残疾"))
    return found


def cover(member: Member) -> list[Problem]:
    """Insurance: 大病保险 empty (2_01_006), both or neither basic (2_01_008/009), none at all (2_01_016, 3_01_007)."""
    found = []
    basic = (member.resident_cover, member.employee_cover)
    if member.major_cover is None:
        found.append(_warn("W-COVER-MAJOR", "是否参加大病保险未填，请补填。", "大病保险", "", "是或否"))
    elif not member.major_cover:
        found.append(_warn("W-COVER-NONE", "未参加大病保险，医疗保障不全，请核实参保情况。", "大病保险", "否", "是"))
    if basic == (True, True):
        message = "居民医保与职工医保都填了「是」，只能参加一种，请核对。"
        found.append(_warn("W-COVER-BOTH", message, "基本医保", "两种", "一种"))
    if basic == (False, False):
        message = "居民医保与职工医保都填了「否」，基本医疗没有保障，请核实参保情况。"
        found.append(_warn("W-COVER-BASIC", message, "基本医保", "未参保", "参加一种"))
        if member.assisted:
            message = "未参加基本医保却填了接受医疗救助，请核对。"
            found.append(_warn("W-COVER-ASSIST", message, "医疗救助", "是", "否，或先补登参保"))
    return found


def person(member: Member, today: date | None = None) -> list[Problem]:
    """All rules that need one person only."""
    single = (relation_and_sex(member.relation, member.sex), phone(member.phone))
    return [
        *number_agrees(member, today),
        *(problem for problem in single if problem),
        *health(member),
        *cover(member),
    ]


def household(members: Sequence[Member], causes: Sequence[str] = (), size: int | None = None) -> list[Problem]:
    """All rules that need the household: head, spouses, number of people and the cause of poverty."""
    living = [member for member in members if member.alive]
    checks = (_heads(living), *_spouses(living), _size(living, size), *_causes(members, causes), *_repeated(members))
    return [problem for problem in checks if problem]


def _heads(members: Sequence[Member]) -> Problem | None:
    count = sum(member.relation == HEAD for member in members)
    if count == 1 or not members:
        return None
    message = f"本户登记的户主有 {count} 人，应为 1 人，请核对与户主关系。"
    return _warn("W-HH-HEAD", message, "与户主关系", f"{count} 人", "1 人")


def _spouses(members: Sequence[Member]) -> list[Problem | None]:
    """One spouse at most, and not of the head's sex (rule 2_02_001)."""
    heads = [member for member in members if member.relation == HEAD]
    spouses = [member for member in members if member.relation in SPOUSES]
    found: list[Problem | None] = []
    if len(spouses) > 1:
        message = f"本户登记的配偶有 {len(spouses)} 人，请核对与户主关系。"
        found.append(_warn("W-HH-SPOUSES", message, "与户主关系", f"{len(spouses)} 人", "不超过 1 人"))
    if len(heads) == 1 and any(one.sex in ("1", "2") and one.sex == heads[0].sex for one in spouses):
        word = code_list("sex").shown(heads[0].sex)
        message = f"户主与配偶的性别都是{word}，请核对性别或与户主关系。"
        found.append(_warn("W-HH-SPOUSE-SEX", message, "性别", word, "户主与配偶性别不同"))
    return found


def _size(members: Sequence[Member], size: int | None) -> Problem | None:
    if size is None or size == len(members):
        return None
    message = f"家庭人数填 {size} 人，在册成员 {len(members)} 人，请核对。"
    return _warn("W-HH-SIZE", message, "人数", f"{size}", f"{len(members)}")


def _causes(members: Sequence[Member], causes: Sequence[str]) -> list[Problem | None]:
    """因病 without anyone ill (5_15_015), 因残 without anyone disabled (2_11_001)."""
    states = {code for member in members for code in member.health}
    found: list[Problem | None] = []
    if BY_ILLNESS in causes and states and not states & {CHRONIC, MAJOR}:
        message = "致贫原因为因病，全户却没有人患大病或长期慢性病，请核对健康状况。"
        found.append(_warn("W-CAUSE-ILL", message, "致贫原因", "因病", "有成员患大病或长期慢性病"))
    if BY_DISABILITY in causes and states and DISABLED not in states:
        message = "致贫原因为因残，全户却没有残疾成员，请核对健康状况。"
        found.append(_warn("W-CAUSE-DISABLED", message, "致贫原因", "因残", "有残疾成员"))
    return found


def _repeated(members: Sequence[Member]) -> list[Problem]:
    """The same ID number twice in one household (1_01_001)."""
    keys = Counter(member.number.key for member in members if member.number)
    return [
        _warn("W-HH-REPEATED", f"本户有 {count} 人的证件号码同为 {key}，请核对。", "证件号码", key, "每人一个号码")
        for key, count in keys.items()
        if count > 1
    ]
