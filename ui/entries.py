"""The places of the program in the order of the navigation; a page's module is imported when it is first opened."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.page import Page, PageEntry


@dataclass(frozen=True)
class Place:
    """A page by key, title, icon and class.

    One that is not ``listed`` is opened from other pages only; one that ``enters`` is there for those who may enter.
    """

    key: str
    title: str
    icon: str
    module: str
    name: str
    listed: bool = True
    enters: bool = False


_PLACES = (
    Place(pages.WORKBENCH, "工作台", "workbench", "workbench_page", "WorkbenchPage"),
    Place(pages.PEOPLE, "人员", "people", "people_page", "PeoplePage"),
    Place(pages.DIAGNOSES, "患病核准", "disease", "diagnoses_page", "DiagnosesPage"),
    Place(pages.TREATMENTS, "救治台账", "treatment", "treatments_page", "TreatmentsPage"),
    Place(pages.SETTLEMENTS, "费用结算", "money", "settlements_page", "SettlementsPage"),
    Place(pages.INSTITUTIONS, "机构村医", "institution", "institutions_page", "InstitutionsPage"),
    Place(pages.FINDINGS, "审核", "check", "findings_page", "FindingsPage"),
    Place(pages.LOG, "日志", "history", "log_page", "LogPage"),
    Place(pages.SETTINGS, "系统", "system", "settings_page", "SettingsPage"),
    Place(pages.HOUSEHOLDS, "户", "household", "households_page", "HouseholdsPage", listed=False),
    Place(pages.IDENTITIES, "身份", "person", "identities_page", "IdentitiesPage", listed=False),
    Place(pages.PERSON, "人员", "person", "person_page", "PersonPage", listed=False),
    Place(pages.IMPORT, "导入", "import", "import_page", "ImportPage", listed=False, enters=True),
    Place(pages.BATCHES, "导入记录", "history", "batches_page", "BatchesPage", listed=False),
    Place(pages.PRINT, "打印", "print", "print_page", "PrintPage", listed=False),
    Place(pages.BIN, "回收站", "history", "bin_page", "BinPage", listed=False),
    Place(pages.MERGE, "合并", "person", "merge_page", "MergePage", listed=False, enters=True),
    Place(pages.PLACES, "地名", "place", "places_page", "PlacesPage", listed=False),
)


def entries(office: Office) -> list[PageEntry]:
    """The pages there are for this user, each built for ``office``."""
    open_to = [place for place in _PLACES if office.may_enter or not place.enters]
    return [_entry(place, office) for place in open_to if find_spec(f"ui.pages.{place.module}")]


def _entry(place: Place, office: Office) -> PageEntry:
    def build(desk: Desk) -> Page:
        made: Callable[[Desk, Office], Page] = getattr(import_module(f"ui.pages.{place.module}"), place.name)
        return made(desk, office)

    return PageEntry(place.key, place.title, place.icon, build, place.listed)
