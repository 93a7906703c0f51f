"""What must agree between clinics, doctors and their certificates (domain.md §2.12; 村卫生室管理办法（试行）).

One doctor is registered once and works full-time in one place; a certificate belongs to one doctor; a clinic stands in
a village of its own township under a name of its own.
"""

from dataclasses import dataclass
from datetime import date

from hfp_desk.problems import Problem, Severity
from hfp_desk.rules import periods


@dataclass(frozen=True)
class Place:
    """Where a doctor works full-time, from when to when: by the institution, without one by the village."""

    institution: int | None
    village: int | None
    name: str
    starts: date | None = None
    ends: date | None = None

    def elsewhere(self, other: "Place") -> bool:
        """Whether the two are surely not the same place."""
        if self.institution is not None and other.institution is not None:
            return self.institution != other.institution
        return self.village is not None and other.village is not None and self.village != other.village


def registered_twice(other: int, name: str) -> Problem:
    """The same identity number stands at another doctor."""
    message = f"与第 {other} 号医务人员“{name}”的证件号码相同，可能重复登记，请核对后作废其中一条。"
    return _warning("W-DOCTOR-TWICE", message, "证件号码")


def two_places(one: Place, other: Place) -> list[Problem]:
    """Nobody works full-time in two places at once; a village covered as well is 兼顾."""
    if not one.elsewhere(other) or not periods.overlap((one.starts, one.ends), (other.starts, other.ends)):
        return []
    message = f"同一时间登记在“{one.name}”和“{other.name}”两处执业，请核对起止日期；兼着看的村，执业方式请选“兼顾”。"
    return [_warning("W-DOCTOR-TWO-PLACES", message, "执业方式", one.name, "同一时间只在一处执业")]


def number_taken(number: str, name: str) -> Problem:
    """The certificate number stands at another doctor."""
    message = f"证书编号 {number} 同时登记在“{name}”名下，一个编号只能属于一人，请核对证书。"
    return _warning("W-LICENCE-TWICE", message, "证书编号", number)


def ran_out(expires: str, at_work: bool, day: date) -> list[Problem]:
    """A doctor at work needs a certificate in force (执业医师法、乡村医生从业管理条例)."""
    if not at_work or not periods.run_out(expires, day):
        return []
    message = f"证书有效期至 {expires}，已经过期，本人仍在岗，请核对是否已换证，或登记离岗。"
    return [_warning("W-LICENCE-RUN-OUT", message, "证书有效期", expires, f"晚于 {day}")]


def strange_town(town: str, village: str, of: str) -> Problem:
    """The village lies in another township than the one that is named."""
    message = f"“{village}”属于{of}，不属于{town}，请核对乡镇和行政村。"
    return _warning("W-CLINIC-TOWN", message, "行政村", f"{town}{village}", of)


def same_name(name: str, village: str, other: int) -> Problem:
    """Another clinic of that village has the same name."""
    message = f"“{village}”已有同名的“{name}”（第 {other} 号），请核对是否重复登记。"
    return _warning("W-CLINIC-TWICE", message, "机构名称", name)


def server_gone(name: str) -> Problem:
    """Who serves a village instead has left: nobody comes any more."""
    message = f"服务医生“{name}”已经离岗或已作废，这个村实际无人服务，请改派或终止这项安排。"
    return _warning("W-ARRANGEMENT-DOCTOR", message, "服务医生", name)


def own_neighbour(village: str) -> Problem:
    """A village is not its own neighbour."""
    return _warning(
        "W-ARRANGEMENT-NEIGHBOUR", f"邻村与本村都是“{village}”，请改填合设或派出村医的村。", "邻村", village
    )


def _warning(code: str, message: str, label: str, found: str = "", expected: str = "") -> Problem:
    return Problem(code, Severity.WARNING, message, label, found, expected)
