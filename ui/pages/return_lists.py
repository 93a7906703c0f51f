"""The list behind a figure of a return: its people or records in their own page, as many as the figure says."""

from __future__ import annotations

from datetime import date

from hfp_desk.records import BY_NAME
from hfp_desk.store import places, returns, sending
from hfp_desk.store.reckoning import Members
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import return_words
from ui.pages.jump import LIST_OF
from ui.pages.narrowing import Narrow
from ui.pages.return_reading import Found
from ui.widgets.return_model import Place

_PLACE, _YEARS = "place", "placestatus"


def open_list(desk: Desk, office: Office, found: Found, place: Place, *, whole: bool) -> None:
    """Of a share the list of its numerator, or (``whole``) of its denominator; of a frozen version as it went up."""
    key, name = place[0], return_words.behind(found, place, whole=whole)
    words = return_words.named(found, key, name)

    def read() -> Members:
        if found.sent is not None:
            return listed(sending.frozen_members(office.register, office.viewer, found.sent.id, key, name))
        return listed(returns.members(office.register, office.viewer, found.definition, found.period, key, name))

    day = found.period.ends
    desk.reading.run(office.in_session(lambda _progress: read()), lambda got: open_members(desk, got, words, day))


def listed(got: Members) -> Members:
    """The same as a page lists them: what villages are in a year is told by the villages (inside a session)."""
    if got.kind.name != _YEARS:
        return got
    return Members(BY_NAME[_PLACE], places.places_of(got.ids), got.hidden)


def open_members(desk: Desk, got: Members, words: str, day: date) -> None:
    """Restricted records that this user may not know of are told by their number alone; villages as of the day."""
    hidden = f"，另有 {got.hidden:,} 条属限制查看" if got.hidden else ""
    page = pages.COVERAGE if got.kind.name == _PLACE else LIST_OF.get(got.kind.name, "")
    if not got.ids:
        desk.say(f"{words}：{'没有可以查看的' if got.hidden else '没有'}{hidden}。")
    elif not page:
        desk.say(f"{words}：{got.count:,} 条{got.kind.title}，没有单独的名单页。", "warn")
    else:
        if page == pages.COVERAGE:
            desk.go(page, day)
        desk.go(page, Narrow(got.ids, f"{words}{hidden}"))
