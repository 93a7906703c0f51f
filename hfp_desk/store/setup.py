"""The first start: a new register with the office, its county's places, its policy region and the first user."""

from collections.abc import Iterator
from pathlib import Path

from hfp_desk import divisions, policy
from hfp_desk.divisions import Division, Level
from hfp_desk.problems import SILENT, Progress
from hfp_desk.records import Place
from hfp_desk.store import keeping, opening, settings
from hfp_desk.store.opening import Register


def new_register(
    path: Path,
    *,
    office: str,
    county: str,
    policy_name: str,
    user: str,
    password: str,
    progress: Progress = SILENT,
) -> tuple[Register, str]:
    """Make a register ready for work; the open register and the recovery code to be printed and sealed.

    ``county`` is the 6-digit code of GB/T 2260. Refusal for an unknown county or policy before any file is made;
    when anything fails later, no half-made register stays behind.
    """
    places = divisions.county(county)
    policy.load(policy_name)
    progress.step(0, 2, "正在建立加密登记簿")
    register, code = opening.create(path, user, password)
    try:
        progress.step(1, 2, f"正在载入{places.county.name}的乡镇和村")
        with register.db.atomic():
            settings.put(settings.OFFICE_NAME, office or f"{places.county.name}卫生健康委员会")
            settings.put(settings.COUNTY, county)
            settings.put(settings.POLICY, policy_name)
        load_places(register, places)
    except BaseException:
        opening.discard(register)
        raise
    progress.step(2, 2)
    return register, code


def load_places(register: Register, places: divisions.County) -> keeping.Changes:
    """Enter a county with all above and below it, in the official order."""
    known: dict[tuple[str, Level], Place] = {}
    with keeping.deed(register, f"载入{places.county.name}行政区划") as act:
        for sort, division in enumerate(_all(places)):
            parent = known.get((division.parent, Level(division.level - 1))) if division.level > 1 else None
            place = Place.new(
                code=division.code, name=division.name, level=str(int(division.level)), parent=parent, sort=sort
            )
            act.save(place)
            known[division.code, division.level] = place
    return act.changes


def _all(places: divisions.County) -> Iterator[Division]:
    yield places.province
    yield places.city
    yield places.county
    yield from places.townships
    yield from places.villages
