"""The catalogue of one person's file as the screen shows it: the very items that are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfp_desk.gate import Viewer
from hfp_desk.papers.job import Job
from hfp_desk.papers.sheets import dossier_facts
from hfp_desk.problems import SILENT
from hfp_desk.records import Person
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope

if TYPE_CHECKING:
    from hfp_desk.printing.facts import DossierItem


def items_of(register: Register, person: int, viewer: Viewer) -> tuple[DossierItem, ...]:
    """What is in the file of a person and what is missing; nothing for somebody who is not there."""
    with register.session():
        found = Person.get_or_none(Person.id == person)
        job = Job(register, Scope(persons=(person,)), viewer, SILENT)
        return dossier_facts(found, job).items if found is not None else ()
