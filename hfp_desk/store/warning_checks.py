"""One warning against the times of the policy and what else the register knows of the household (domain.md §2.4)."""

from __future__ import annotations

from typing import Any

from peewee import SQL

from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition
from hfp_desk.problems import Problem, Severity
from hfp_desk.records import Alert, Diagnosis, ManagedCase, Person
from hfp_desk.rules import warning_steps
from hfp_desk.rules.warning_steps import CONFIRMED, ILLNESS
from hfp_desk.store.sql import open_to
from hfp_desk.store.warning import warned

_ILL = frozenset({"2", "3"})
"""长期慢性病 and 患有大病 of the code list ``health_status``."""


def of_alert(alert: Alert, edition: Edition, viewer: Viewer) -> list[Problem]:
    """What does not agree about a warning, as far as ``viewer`` may know of the diseases in the household."""
    found = warning_steps.problems(warned(alert), warning_steps.times(edition))
    person: Any = alert.person
    if person is not None and person.died_on is not None and alert.raised_on and person.died_on < alert.raised_on:
        message = f"线索日期 {alert.raised_on} 晚于死亡日期 {person.died_on}，请核对。"
        found.append(Problem("E-ALERT-DEAD", Severity.ERROR, message, "线索日期", str(alert.raised_on)))
    if alert.state == CONFIRMED and ILLNESS in alert.risks and person is not None and not _somebody_ill(alert, viewer):
        message = "风险为因病，但户内没有人登记患大病或慢性病（5_15_015），请补登疾病或核对风险。"
        found.append(Problem("W-ALERT-NOBODY", Severity.WARNING, message, "致贫返贫风险"))
    return found


def _somebody_ill(alert: Alert, viewer: Viewer) -> bool:
    """Whether a living member of the household has a disease; whose it is, is not said."""
    mine = Person.household == alert.household if alert.household is not None else Person.id == alert.person
    members = list(Person.select().where(mine & (Person.voided_at == "")))
    ids = [one.id for one in members]
    if any(_ILL & set(one.health_status) for one in members):
        return True
    return any(
        model.select().where(model.person.in_(ids) & (model.voided_at == "") & _free(model, viewer)).exists()
        for model in (Diagnosis, ManagedCase)
    )


def _free(model: Any, viewer: Viewer) -> SQL:
    return SQL(open_to(model, viewer, "") or "1")
