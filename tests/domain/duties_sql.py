"""The figures of warnings, problems, mothers and education counted by hand: a statement for each column.

``:first``, ``:last`` and ``:year`` are the first and last day of the period and the first day of its year. Screenings
and aids belong to the township of the person, activities and problems to their village's or their own.
"""

from tests.domain.network_sql import CLINICS

_WARNED = """WITH alive AS (
 SELECT p.*, coalesce((SELECT parent_id FROM place WHERE id=p.village_id), p.town_id) line FROM person p
 WHERE voided_at='' AND coalesce(died_on,'9999')>:last),
valid AS (
 SELECT a.*, coalesce(a.household_id, p.household_id, -p.id) home, p.town_id FROM alert a JOIN person p
 ON p.id=a.person_id WHERE a.voided_at='' AND a.state IN ('2','4') AND coalesce(a.decided_on,a.raised_on)<=:last
 AND coalesce(a.cleared_on,'9999')>:last),
member AS (SELECT * FROM alive WHERE household_id IN (SELECT home FROM valid) OR -id IN (SELECT home FROM valid)),
ill AS (SELECT id FROM member WHERE health_status LIKE '%2%' OR health_status LIKE '%3%'
 UNION SELECT person_id FROM diagnosis WHERE voided_at=''
 UNION SELECT person_id FROM managed_case WHERE voided_at=''),
patient AS (SELECT * FROM member WHERE id IN (SELECT id FROM ill)),
held AS (
 SELECT * FROM identity WHERE voided_at='' AND starts<=:last
 AND (ends='' OR ends>=substr(:last,1,length(ends))))
"""


def _members(source: str, condition: str = "1") -> str:
    return f"{_WARNED} SELECT line, count(*) FROM {source} WHERE {condition} GROUP BY 1"


_LISTED = "'食道癌','食管癌','肺癌','终末期肾病','尿毒症','重性精神病','严重精神障碍'"
_AT_RISK = """SELECT person_id FROM held WHERE kind IN ('06','07','08','09','20') AND CASE length(risk_cleared_on)
 WHEN 0 THEN coalesce(risk_cleared,0)=0
 ELSE date(substr(risk_cleared_on||'-12',1,7)||'-01','+1 month','-1 day')>:last END"""

MONITORING = {
    "gaps": CLINICS["uncovered"].replace("WHERE NOT", "WHERE poor AND NOT"),
    "households": f"{_WARNED} SELECT town_id, count(DISTINCT home) FROM valid GROUP BY 1",
    "members": _members("member"),
    "patients": _members("patient"),
    "listed": _members(
        "patient",
        f"id IN (SELECT person_id FROM diagnosis WHERE voided_at='' AND standard_disease IN ({_LISTED}))",
    ),
    "old": _members(
        "patient", "substr(:last,1,4)-substr(birth,1,4)-(substr(:last,6)<substr(birth,6))>=60 AND birth<>''"
    ),
    "disabled": _members("patient", "health_status LIKE '%4%' OR id IN (SELECT person_id FROM held WHERE kind='04')"),
    "monitored": _members("alive", f"id IN ({_AT_RISK})"),
    "poor_villages": CLINICS["poor"],
}

_PLACED = "coalesce((SELECT parent_id FROM place WHERE id={0}.village_id), {0}.town_id)"


def _of(table: str, condition: str, what: str = "count(*)") -> str:
    return f"""SELECT {_PLACED.format(table)}, {what} FROM {table}
 WHERE voided_at='' AND {condition} GROUP BY 1"""


_FED = "coalesce(fed_back_on,'')<=:last"
_CLOSED = "coalesce(closed_on<=:last, state='5')"
RECTIFICATION = {
    "findings": _of("finding", _FED),
    "findings_elsewhere": _of("finding", f"{_FED} AND source IN ('','9')"),
    **{
        f"findings_{name}": _of("finding", f"{_FED} AND source='{code}'")
        for code, name in enumerate(
            ("tour", "national", "province", "supervised", "audit", "unannounced", "own", "letters"), 1
        )
    },
    "new": _of("finding", "fed_back_on BETWEEN :first AND :last"),
    "closed_now": _of("finding", "closed_on BETWEEN :first AND :last"),
    "closed": _of("finding", f"{_FED} AND {_CLOSED}"),
    "open": _of("finding", f"{_FED} AND NOT {_CLOSED}"),
    "overdue": _of("finding", f"{_FED} AND NOT {_CLOSED} AND deadline<:last"),
    "within_10": _of("finding", f"{_FED} AND NOT {_CLOSED} AND deadline BETWEEN :last AND date(:last,'+10 days')"),
    "relapsed": _of("finding", f"{_FED} AND relapsed=1"),
}


def _screened(kind: str, condition: str = "1", since: str = ":year") -> str:
    return f"""SELECT {_PLACED.format("person")}, count(DISTINCT person.id) FROM screening s
 JOIN person ON person.id=s.person_id WHERE s.voided_at='' AND s.kind='{kind}' AND {condition}
 AND s.screened_on BETWEEN {since} AND :last GROUP BY 1"""


def _women(condition: str = "1") -> str:
    return f"""SELECT {_PLACED.format("person")}, count(*) FROM person WHERE voided_at='' AND person_state<>'2'
 AND coalesce(died_on,'9999')>:last AND sex='2' AND {condition}
 AND birth BETWEEN date(:last,'-65 years','+1 day') AND date(:last,'-35 years')
 AND EXISTS (SELECT 1 FROM identity i WHERE i.person_id=person.id AND i.kind='01' AND i.voided_at=''
 AND starts<=:last AND (ends='' OR benefits_continue=1 OR ends>=substr(:last,1,length(ends)))) GROUP BY 1"""


def _looked_for(kind: str) -> str:
    return _women(
        f"""EXISTS (SELECT 1 FROM screening s WHERE s.person_id=person.id AND s.kind='{kind}' AND s.voided_at=''
 AND s.screened_on BETWEEN date(:last,'-3 years') AND :last)"""
    )


def _born(condition: str = "1") -> str:
    return f"""SELECT {_PLACED.format("person")}, count(*) FROM person WHERE voided_at='' AND person_state<>'2'
 AND coalesce(died_on,'9999')>:last AND birth BETWEEN :year AND :last AND {condition} GROUP BY 1"""


def _tested(kind: str) -> str:
    return _born(f"id IN (SELECT person_id FROM screening WHERE kind='{kind}' AND screened_on<=:last)")


def _aided(kinds: str, what: str = "count(DISTINCT person.id)") -> str:
    return f"""SELECT {_PLACED.format("person")}, {what} FROM aid a JOIN person ON person.id=a.person_id
 WHERE a.voided_at='' AND a.kind IN ({kinds}) AND a.approved_on BETWEEN :year AND :last GROUP BY 1"""


_KINDS = {
    "cervix": "1",
    "breast": "2",
    "before": "3",
    "prenatal": "4",
    "newborn": "5",
    "hearing": "6",
    "marriage": "9",
    "thalassaemia": "10",
}
MATERNAL = {
    "women": _women(),
    "women_cervix": _looked_for("1"),
    "women_breast": _looked_for("2"),
    **{name: _screened(kind, since=":first") for name, kind in _KINDS.items()},
    **{f"{name}_year": _screened(kind) for name, kind in _KINDS.items()},
    **{f"{name}_doubtful": _screened(kind, "result IN ('2','3')") for name, kind in _KINDS.items()},
    **{
        f"{name}_confirmed": _screened(_KINDS[name], "confirmed=1")
        for name in ("cervix", "breast", "prenatal", "newborn")
    },
    **{
        f"{name}_treated": _screened(_KINDS[name], "confirmed=1 AND treated=1")
        for name in ("cervix", "breast", "newborn")
    },
    "born": _born(),
    "born_screened": _tested("5"),
    "born_heard": _tested("6"),
    "metabolic": _aided("'6'"),
    "structural": _aided("'7'"),
    "defects_amount": _aided("'6','7'", "printf('%.2f', sum(a.amount)/100.0)"),
    "delivery": _aided("'9'"),
}


def _held(condition: str = "1", since: str = ":first", what: str = "count(*)") -> str:
    return _of("activity", f"held_on BETWEEN {since} AND :last AND {condition}", what)


def _named(condition: str = "1", since: str = "'0000'") -> str:
    return f"""SELECT town_id, count(*) FROM healthy_place WHERE voided_at='' AND named_on<>'' AND {condition}
 AND substr(named_on||'-01-01',1,10) BETWEEN {since} AND :last GROUP BY 1"""


_FORMS = {"played": "01", "boards": "02", "surveys": "03", "groups": "05", "lectures": "07", "clinics": "09"}
_PLACES = ("county", "town", "hospital", "school", "office", "company", "community", "village", "family")
EDUCATION = {
    "activities": _held(),
    **{f"activities_{name}": _held(f"kind='{code}'") for name, code in {**_FORMS, "leaflets": "11"}.items()},
    "activities_other": _held("kind IN ('','99')"),
    "activities_year": _held(since=":year"),
    "tools": _held("tools<>''"),
    "villages": _held("village_id IS NOT NULL", what="count(DISTINCT village_id)"),
    "people": _held(what="sum(attendees)"),
    "people_year": _held(since=":year", what="sum(attendees)"),
    "handed": _held(what="sum(coalesce(handed_out,0))"),
    "handed_year": _held(since=":year", what="sum(coalesce(handed_out,0))"),
    "healthy": _named(),
    **{f"healthy_{name}": _named(f"kind='{code}'") for code, name in enumerate(_PLACES, 1)},
    "healthy_year": _named(since=":year"),
    "underway": """SELECT town_id, count(*) FROM healthy_place WHERE voided_at=''
 AND (named_on='' OR substr(named_on||'-01-01',1,10)>:last) AND substr(started_on||'-01-01',1,10)<=:last GROUP BY 1""",
}
