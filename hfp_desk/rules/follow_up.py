"""The rules of follow-up under one name, for whoever judges visits (第三版; domain.md §3.7)."""

from hfp_desk.rules.grading import controlled, grade
from hfp_desk.rules.gradings import Grading, Reason
from hfp_desk.rules.managed import Managed, controlled_at_last, doses_ratio, lacking, managed, needed, regular
from hfp_desk.rules.visit_due import Case, Due, due, first_due, intensive, to_report
from hfp_desk.rules.visit_limits import Limits, limits
from hfp_desk.rules.visits import Visit, counts, face_to_face, met

__all__ = [
    "Case",
    "Due",
    "Grading",
    "Limits",
    "Managed",
    "Reason",
    "Visit",
    "controlled",
    "controlled_at_last",
    "counts",
    "doses_ratio",
    "due",
    "face_to_face",
    "first_due",
    "grade",
    "intensive",
    "lacking",
    "limits",
    "managed",
    "met",
    "needed",
    "regular",
    "to_report",
]
