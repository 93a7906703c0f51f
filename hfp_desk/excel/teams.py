"""Teams and doctors named in lists: found by name and township, a team made where there is none, nobody guessed."""

from __future__ import annotations

from collections.abc import Iterable

from hfp_desk.excel.table import error, note, warn
from hfp_desk.excel.work import Rows
from hfp_desk.records import Doctor, Person, Team, TeamMember


def town_of(rows: Rows, person: int | None, i: int) -> int | None:
    """The township of a row: its own, else that of the person."""
    found = rows.table.places[i].town if rows.table.places else None
    if found is None and person is not None:
        found = rows.work.ledger(Person).content(person).get("town")
    return found


def team_of(rows: Rows, name: str, town: int | None, i: int) -> int | None:
    """The team of that name in that township, made where the register has none; None when it is not certain."""
    key = ("team", name, town)
    made = rows.work.made
    if key not in made:
        found = _of_town(rows, Team, rows.work.known.keyed(Team, ("name",)).get((name,), ()), town)
        if len(found) > 1:
            message = f"登记簿中叫“{name}”的签约团队有 {len(found)} 个，分不清是哪一个，没有挂接，请核对后补填。"
            _once(rows, key, "W-TEAM-SEVERAL", message, "签约团队", name, i)
            return None
        made[key] = found[0] if found else rows.add(Team, {"name": name, "town": town}, i)
        if not found:
            rows.touched[i].pop()
    return made[key]


def is_unknown(rows: Rows, name: str, town: int | None, i: int) -> bool:
    """Whether the register has no team of that name in that township; the row is held then, naming those it has."""
    known = rows.work.known.keyed(Team, ("name",))
    if ("team", name, town) in rows.work.made or _of_town(rows, Team, known.get((name,), ()), town):
        return False
    there = _of_town(rows, Team, [one for records in known.values() for one in records], town)
    names = "、".join(sorted({str(rows.work.ledger(Team).content(one)["name"]) for one in there}))
    told = f"已登记的有：{names}，请改成其中一个" if names else "这个乡镇还没有登记签约团队，请先登记团队再导入"
    message = f"登记簿中没有叫“{name}”的签约团队，没有导入这一行；{told}。"
    rows.table.tell(i, error("E-TEAM-UNKNOWN", message, "签约团队", name, names))
    return True


def doctor_of(rows: Rows, name: str, team: int | None, town: int | None, i: int) -> int | None:
    """The doctor of that name: the member of the team, else the only one of the township; None when not certain."""
    key = ("doctor", name, team, town)
    made = rows.work.made
    if key in made:
        return made[key] or None
    members = rows.work.known.keyed(TeamMember, ("team", "name")).get((team, name), ()) if team and team > 0 else ()
    linked = {rows.work.ledger(TeamMember).content(one)["doctor"] for one in members} - {None}
    found = list(linked) or _of_town(rows, Doctor, rows.work.known.keyed(Doctor, ("name",)).get((name,), ()), town)
    if len(found) > 1:
        message = f"登记簿中叫“{name}”的医务人员有 {len(found)} 名，分不清是哪一名，只登记了姓名，请在签约中指定。"
        _once(rows, key, "W-DOCTOR-SEVERAL", message, "签约医生", name, i)
    made[key] = found[0] if len(found) == 1 else 0
    return made[key] or None


def tell_unlinked(rows: Rows, unlinked: Iterable[tuple[int, str]]) -> None:
    """Say once how many doctors the register does not know; their names are kept."""
    found = list(unlinked)
    if found:
        count = len({name for _, name in found})
        message = f"有 {count} 名签约医生在医务人员登记的同一乡镇中没有找到，只登记了姓名；登记后再导入一次即可挂接。"
        rows.table.tell(found[0][0], note("N-DOCTOR-UNKNOWN", message, "签约医生"))


def _of_town(rows: Rows, model: type[Team] | type[Doctor], records: Iterable[int], town: int | None) -> list[int]:
    """Those of ``records`` in the township; where the list names none, all of them."""
    ledger = rows.work.ledger(model)
    every = list(records)
    ledger.load(every)
    return [one for one in every if town is None or ledger.content(one)["town"] == town]


def _once(rows: Rows, key: tuple[object, ...], code: str, message: str, label: str, name: str, i: int) -> None:
    if key not in rows.work.told:
        rows.work.told.add(key)
        rows.table.tell(i, warn(code, message, label, name))
