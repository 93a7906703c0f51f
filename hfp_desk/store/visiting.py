"""What the form of a visit is told while it is typed: the rule's suggestion, and the programmes of the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.records import FollowUp, ManagedCase, Person, visit_checks
from hfp_desk.rules import visit_figures
from hfp_desk.rules.follow_up import Case, Limits, Visit, intensive, limits
from hfp_desk.rules.stays import age_on
from hfp_desk.rules.visit_advice import Advice, advise
from hfp_desk.store import visit_past
from hfp_desk.store.opening import Register
from hfp_desk.store.visit_cases import found


def suggest(register: Register, viewer: Viewer, policy: Policy, written: Mapping[str, Any]) -> Advice | None:
    """The suggestion for what is written on the form of a visit; None while whose and when are not known."""
    person, programme, day = (written.get(name) for name in ("person", "programme", "visited_on"))
    if person is None or not programme or day is None or not viewer.sees_persons:
        return None
    with register.session():
        whose = Person.get_or_none(Person.id == person)
        if whose is None:
            return None
        past = visit_past.earlier(viewer, [person], programme, day)[person]
        case = found(person, programme, day)
    return advice(written, whose.birth, case_of(case), past_of(past, whose.birth), limits(policy.on(day)))


def advice(
    written: Mapping[str, Any], birth: date | None, case: Case, past: Sequence[Visit], figures: Limits
) -> Advice | None:
    """The same for values, where everything else is known already."""
    visit = visit_of(written, birth, case, figures)
    return advise(visit, past, figures, visit_figures.figure(visit.programme, written))


def visit_of(written: Mapping[str, Any], birth: date | None, case: Case, figures: Limits) -> Visit:
    """A visit as the rules want it."""
    day = written.get("visited_on")
    known = {name: written[name] for name in Visit._fields if written.get(name) is not None}
    age = age_on(birth, day) if birth is not None and day is not None else None
    return Visit(**{**known, "age": age, "intensive": intensive(case, day, figures) if day is not None else None})


def past_of(visits: Sequence[FollowUp], birth: date | None) -> list[Visit]:
    """Stored visits as the rules want them: who was 64 then is judged by the mark of then."""
    return [plain(one, birth) for one in visits]


def plain(visit: FollowUp, birth: date | None) -> Visit:
    """A stored visit as the rules want it."""
    return visit_checks.visit_of(visit, age_on(birth, visit.visited_on) if birth and visit.visited_on else None)


def case_of(case: ManagedCase | None) -> Case:
    """A stored case as the rules want it."""
    if case is None:
        return Case()
    return Case(
        programme=case.programme,
        starts=case.starts,
        ends=case.ends,
        notified_on=case.notified_on,
        intensive_ends=case.intensive_ends,
    )
