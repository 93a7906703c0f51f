"""A village of the coverage as a line of words, the same on the screen, in a workbook and beside the list."""

from hfp_desk.codes import code_list
from hfp_desk.rules.coverage import ArrangementLine, ClinicLine, DoctorLine, VillageLine
from hfp_desk.rules.coverage_states import SIGNS, WORDS, State, judged

COLUMNS = (
    ("town", "乡镇", 10),
    ("village", "行政村", 14),
    ("state", "判定", 25),
    ("marks", "属性", 10),
    ("residents", "常住人口", 8),
    ("clinic", "卫生室", 10),
    ("standard", "标准化", 7),
    ("doctors", "村医（资格、证书有效期）", 36),
    ("arrangement", "替代安排", 30),
    ("open", "空白点台账", 10),
)
"""Name, heading and width of each column."""


def cells(village: VillageLine, *, silent: bool) -> tuple[str, ...]:
    """The texts of a village in the order of ``COLUMNS``; ``silent``: nothing was reported of it."""
    return (
        village.town_name,
        village.name,
        f"{SIGNS[State.UNREPORTED]} {WORDS[State.UNREPORTED]}" if silent else judged(village),
        marks(village),
        "" if village.residents is None else f"{village.residents:,}",
        "" if silent else _clinics(village),
        "" if silent or not village.clinics else _standard(village),
        "" if silent else "；".join(map(doctor_words, village.doctors)) or "无",
        "；".join(map(arrangement_words, village.arrangements)),
        "未销号" if village.open_gap else "",
    )


def marks(village: VillageLine) -> str:
    """What the village is: 贫困村, 深度贫困村."""
    codes = code_list("village_status")
    return "、".join(codes.shown(mark) for mark in sorted(village.marks))


def doctor_words(doctor: DoctorLine) -> str:
    """A doctor with qualification and the last day of it: 李玥 乡村医生 至2020-03 已过期."""
    kind = code_list("qualification").shown(doctor.qualification) if doctor.qualification else "未登记证书"
    until = f"至{doctor.expires}" if doctor.expires else ""
    parts = (doctor.name, "（兼）" if doctor.also else "", kind, until, "已过期" if doctor.run_out else "")
    return " ".join(part for part in parts if part)


def arrangement_words(one: ArrangementLine) -> str:
    """Who serves the village, how often, until when: 卫生院派驻 周强 每周2次 至2020-12-31."""
    often = f"每周{one.per_week.normalize():f}次" if one.per_week is not None else ""
    until = f"至{one.ends}" if one.ends is not None else ""
    kind = code_list("arrangement").shown(one.kind)
    return " ".join(part for part in (kind, one.doctor, one.provider, often, one.schedule, until) if part)


def clinic_words(one: ClinicLine) -> str:
    """A clinic with what it is judged by: 洋桥村卫生室 65㎡ 未标准化 药品不足."""
    area = "" if one.floor_area is None else f"{one.floor_area.normalize():f}㎡"
    standard = "未填是否标准化" if one.standard is None else "标准化" if one.standard else "未标准化"
    items = code_list("clinic_item")
    failing = "、".join(items.shown(item) for item in one.failing)
    return " ".join(part for part in (one.name, area, standard, failing) if part)


def _clinics(village: VillageLine) -> str:
    if not village.clinics:
        return "无"
    if len(village.clinics) > 1:
        return f"{len(village.clinics)} 所"
    area = village.clinics[0].floor_area
    return "有" if area is None else f"有 {area.normalize():f}㎡"


def _standard(village: VillageLine) -> str:
    if village.has_standard:
        return "是"
    return "否" if any(clinic.standard is not None for clinic in village.clinics) else "未填"
