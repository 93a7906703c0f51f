"""What the sample lists do not tell of warnings, problems, mothers and education: entered for the returns."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hfp_desk.records import (
    Activity,
    Aid,
    Alert,
    Diagnosis,
    Finding,
    HealthyPlace,
    Identity,
    ManagedCase,
    Person,
    Place,
    Record,
    Screening,
)
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register

DAY = date(2020, 4, 25)
TESTED = "艾滋病"


def enter(register: Register) -> None:
    """All of it."""
    with keeping.deed(register) as act:
        for record in (*_warnings(), *_findings(), *_screenings(), *_aids(), *_activities(), *_healthy()):
            act.save(record)


def people() -> list[Person]:
    """Living people of the sample, in the order of their lists."""
    return list(Person.select().where((Person.voided_at == "") & Person.died_on.is_null()).order_by(Person.id))


def restricted() -> Any:
    """Who is ill by nothing but a disease that not everybody may know of."""
    return Diagnosis.get(Diagnosis.disease == TESTED).person


def _warnings() -> Iterator[Record]:
    """Two thirds of the warnings confirmed, one household twice, some over by the day, some after it."""
    alerts = list(Alert.select().where(Alert.voided_at == "").order_by(Alert.id))
    for place, one in enumerate(alerts):
        if place % 3:
            one.state, one.decided_on = "2", DAY - timedelta(days=place % 5)
        if place % 10 == 4:
            one.state, one.cleared_on, one.removal = "4", DAY - timedelta(days=place % 4), "1"
        if place % 10 == 8:
            one.decided_on = DAY + timedelta(days=1)
        yield one
    again: dict[str, Any] = {"source": "1", "raised_on": date(2020, 4, 1), "state": "2"}
    yield Alert.new(person=alerts[1].person, household=alerts[1].person.household, **again)
    models: tuple[Any, ...] = (Diagnosis, ManagedCase)
    ill = {one.__data__["person"] for model in models for one in model.select()}
    hidden = next(one for one in people() if not one.health_status and one.id not in ill)
    yield Diagnosis.new(person=hidden, disease=TESTED, standard_disease=TESTED, restricted=True)
    yield Alert.new(person=hidden, household=hidden.household, **again)
    for place, whose in enumerate(people()[100:130]):
        risk: dict[str, Any] = {"risk_cleared": True} if place % 4 == 3 else {}
        if place % 5 == 2:
            risk = {"risk_cleared_on": "2020-03" if place % 2 else "2020-06"}
        yield Identity.new(person=whose, kind=("06", "07", "08", "09", "20")[place % 5], starts="2019-12", **risk)


def _findings() -> Iterator[Record]:
    """Problems closed late, early, by their state alone; one that came back, one without a day, one of April's end."""
    places = list(Place.select().where(Place.level == "5").order_by(Place.id))
    fed = {"fed_back_on": date(2020, 4, 1)}
    many: list[dict[str, Any]] = [
        {"source": "8", "state": "2", "deadline": date(2020, 4, 24), **fed},
        {"source": "8", "state": "2", "deadline": DAY, "relapsed": True, **fed},
        {"source": "9", "state": "3", "deadline": DAY + timedelta(days=10), **fed},
        {"source": "", "state": "5", "deadline": DAY, **fed},
        {"source": "2", "state": "5", "closed_on": DAY + timedelta(days=1), **fed},
        {"source": "1", "state": "2"},
        {"source": "4", "state": "2", "fed_back_on": date(2020, 4, 26)},
        {"source": "6", "state": "5", "fed_back_on": date(2020, 2, 3), "closed_on": date(2020, 3, 25)},
        {"source": "6", "state": "5", "fed_back_on": date(2020, 2, 3), "closed_on": date(2020, 3, 26)},
    ]
    for place, values in enumerate(many):
        where: dict[str, Any] = {"village": places[100 + place]} if place % 3 else {"town": places[100].parent}
        yield Finding.new(problem=f"第 {place} 个问题", **where, **values)


def _screenings() -> Iterator[Record]:
    """Screenings of each kind through two 妇幼 years, with doubtful results, findings, treatment; babies born."""
    women = [one for one in people() if one.sex == "2"]
    kinds = ("1", "2", "3", "4", "5", "6", "9", "10", "7", "13")
    for place, one in enumerate(women[:240]):
        day = date(2019, 8, 10) + timedelta(days=(place * 7) % 300)
        found: dict[str, Any] = {"result": "1234"[place % 4], "confirmed": place % 3 == 0, "treated": place % 4 < 2}
        yield Screening.new(person=one, kind=kinds[place % 10], screened_on=day, **found)
        if place % 8 == 0:
            yield Screening.new(person=one, kind=kinds[place % 10], screened_on=day + timedelta(days=9), result="2")
    yield Screening.new(person=women[300], kind="1", screened_on=date(2017, 3, 30), result="1")
    yield Screening.new(person=women[301], kind="1", screened_on=date(2017, 3, 31), result="1")
    for place in range(9):
        home = women[place * 11]
        day = date(2019, 9, 20) + timedelta(days=place * 25)
        baby = Person.new(
            name=f"婴{'甲乙丙丁戊己庚辛壬'[place]}", birth=day, sex="1", village=home.village, town=home.town
        )
        yield baby
        for kind in ("5", "6")[: place % 3]:
            yield Screening.new(person=baby, kind=kind, screened_on=day + timedelta(days=place * 8), result="1")


def _aids() -> Iterator[Record]:
    kinds = ("6", "7", "9", "3")
    for place, one in enumerate(people()[400:440]):
        day = date(2019, 9, 1) + timedelta(days=place * 9)
        approved: dict[str, Any] = {"approved_on": day} if place % 7 else {}
        yield Aid.new(person=one, kind=kinds[place % 4], year=2020, amount=Decimal(f"{1200 + place}.35"), **approved)


def _activities() -> Iterator[Record]:
    villages = list(Place.select().where(Place.level == "5").order_by(Place.id))
    kinds = ("01", "02", "03", "05", "07", "09", "11", "99", "")
    for place in range(60):
        told: dict[str, Any] = {"village": villages[place * 3 % 40]} if place % 5 else {"town": villages[place].parent}
        told = {} if place % 20 == 7 else told
        told |= {"tools": "限盐勺"} if place % 4 == 1 else {}
        told |= {"handed_out": 50 + place} if place % 3 else {}
        day = date(2019, 11, 20) + timedelta(days=place * 3)
        yield Activity.new(held_on=day, kind=kinds[place % 9], topic="健康素养", attendees=20 + place, **told)


def _healthy() -> Iterator[Record]:
    towns = list(Place.select().where(Place.level == "4").order_by(Place.id))
    named = ("2018", "2019-11", "2020-02-03", "2020-03", "2020-04", "")
    for place in range(40):
        days = {"named_on": named[place % 6], "started_on": "2017" if place % 2 else "2020-03"}
        yield HealthyPlace.new(name=f"创建单位 {place}", kind=str(place % 10 or ""), town=towns[place % 12], **days)
