"""The figures of clinics, help and training counted by hand: a statement for each column, apart from the program.

``:first``, ``:last`` and ``:year`` are the first and last day of the period and the first day of its year.
"""

_VILLAGE = """WITH clinic AS (
 SELECT village_id v, standard s FROM institution WHERE kind='6' AND voided_at='' AND village_id IS NOT NULL
 AND coalesce(opened_on,'')<=:last AND coalesce(closed_on,'9999')>=:last),
seat AS (SELECT village_id v FROM institution WHERE kind='5' AND voided_at='' AND village_id IS NOT NULL),
spot AS (
 SELECT d.id doc, coalesce(d.village_id,i.village_id) v FROM doctor d
 LEFT JOIN institution i ON i.id=d.institution_id AND i.kind='6'
 WHERE d.voided_at='' AND coalesce(d.starts,'')<=:last AND coalesce(d.ends,'9999')>=:last
 AND NOT (d.state='4' AND d.ends IS NULL)
 UNION SELECT p.doctor_id, p.village_id FROM practice p WHERE p.voided_at='' AND p.mode IN ('1','2')
 AND coalesce(p.starts,'')<=:last AND coalesce(p.ends,'9999')>=:last),
issued AS (
 SELECT doctor_id doc, kind, CASE length(expires) WHEN 0 THEN '9999-12-31' WHEN 4 THEN expires||'-12-31'
 WHEN 7 THEN date(expires||'-01','+1 month','-1 day') ELSE expires END until
 FROM licence WHERE voided_at='' AND substr(issued_on,1,length(issued_on))<=substr(:last,1,length(issued_on))),
held AS (SELECT * FROM issued WHERE kind IN ('1','2','3','4') AND until>:last),
best AS (SELECT doc, kind, max(until) FROM held GROUP BY doc),
way AS (
 SELECT village_id v, kind FROM arrangement
 WHERE voided_at='' AND coalesce(starts,'')<=:last AND coalesce(ends,'9999')>=:last),
named AS (
 SELECT place_id v FROM place_status UNION SELECT village_id FROM institution WHERE kind='6'
 UNION SELECT village_id FROM arrangement UNION SELECT village_id FROM gap),
told AS (SELECT v FROM named UNION SELECT village_id FROM doctor UNION SELECT village_id FROM practice),
marked AS (
 SELECT place_id v, coalesce(max(CASE WHEN year<=substr(:last,1,4)+0 THEN year END), min(year)) y
 FROM place_status WHERE voided_at='' AND status<>'' GROUP BY 1),
poor AS (
 SELECT v FROM marked JOIN place_status ON place_id=v AND year=y WHERE status IN ('1','2','3')),
known AS (
 SELECT id, parent_id town, substr(code,10) BETWEEN '200' AND '399' committee FROM place WHERE level='5'),
village AS (
 SELECT id, town, id IN (SELECT v FROM clinic) clinic, id IN (SELECT v FROM clinic WHERE s=1) standard,
 id IN (SELECT v FROM spot) doctor, id IN (SELECT v FROM spot JOIN held USING(doc)) qualified,
 id IN (SELECT v FROM seat UNION SELECT v FROM way WHERE kind='7') seat,
 id IN (SELECT v FROM way WHERE kind='8') few,
 id IN (SELECT v FROM way WHERE kind NOT IN ('1','7','8')) other, id IN (SELECT v FROM poor) poor
 FROM known WHERE id IN (SELECT v FROM named) OR committee AND id IN (SELECT v FROM told)),
staff AS (
 SELECT DISTINCT doc, coalesce((SELECT parent_id FROM place WHERE id=d.village_id), d.town_id) town
 FROM spot JOIN village ON village.id=spot.v JOIN doctor d ON d.id=spot.doc)
"""


def _village(condition: str) -> str:
    return f"{_VILLAGE} SELECT town, count(*) FROM village WHERE {condition} GROUP BY 1"


def _served(kind: str) -> str:
    return _village(f"id IN (SELECT v FROM way WHERE kind='{kind}')")


def _staff(condition: str) -> str:
    return f"{_VILLAGE} SELECT town, count(*) FROM staff WHERE {condition} GROUP BY 1"


def _rooms(condition: str) -> str:
    return f"""SELECT p.parent_id, count(*) FROM institution i JOIN place p ON p.id=i.village_id
 WHERE i.kind='6' AND i.voided_at='' AND coalesce(opened_on,'')<=:last AND coalesce(closed_on,'9999')>=:last
 AND {condition} GROUP BY 1"""


_GAP, _COVERED = "NOT (clinic AND doctor)", "(clinic AND doctor OR seat OR few OR other)"

_TRAINED = """WITH post AS (
 SELECT d.id doc, d.since, coalesce((SELECT parent_id FROM place WHERE id=d.village_id), d.town_id) town FROM doctor d
 WHERE d.voided_at='' AND (d.kind='1' OR d.kind='' AND d.village_id IS NOT NULL)
 AND coalesce(d.starts,'')<=:last AND coalesce(d.ends,'9999')>=:last AND NOT (d.state='4' AND d.ends IS NULL)),
sheet AS (SELECT DISTINCT course_id FROM attendance a JOIN presence p ON p.attendance_id=a.id),
went AS (
 SELECT a.id, a.trainee_id doc, a.cadre_id cadre, a.course_id course, c.kind, c.starts, coalesce(c.ends,c.starts) ends,
 c.expected, coalesce(a.days, CASE WHEN a.course_id IN (SELECT course_id FROM sheet) THEN
 50*(SELECT count(*) FROM presence WHERE attendance_id=a.id AND state IN ('1','4')) END,
 c.days, 100*(julianday(c.ends)-julianday(c.starts)+1)) days
 FROM attendance a JOIN course c ON c.id=a.course_id WHERE a.voided_at='' AND c.voided_at=''),
year AS (
 SELECT doc, count(DISTINCT course) times, sum(days) days FROM went
 WHERE days>0 AND kind NOT IN ('1','6','7') AND starts BETWEEN :year AND :last AND doc IS NOT NULL GROUP BY 1),
away AS (
 SELECT post.doc, town, since, (SELECT max(ends) FROM went WHERE went.doc=post.doc AND kind='6' AND ends<=:last
 AND ends>=date(starts,'+1 month','-1 day')) back FROM post),
due AS (SELECT doc, town, back, coalesce(back, CASE since WHEN '' THEN NULL ELSE since||'-12-31' END) begun FROM away)
"""


def _of_doctors(condition: str) -> str:
    return f"{_TRAINED} SELECT town, count(*) FROM post LEFT JOIN year USING(doc) WHERE {condition} GROUP BY 1"


def _total(sql: str) -> str:
    return f"SELECT 0, sum(n) FROM ({sql.replace('count(*) FROM post', 'count(*) n FROM post')})"


CLINICS = {
    "villages": _village("1"),
    "poor": _village("poor"),
    "unreported": f"""{_VILLAGE} SELECT town, count(*) FROM known
 WHERE committee AND id NOT IN (SELECT v FROM told WHERE v IS NOT NULL) GROUP BY 1""",
    "with_clinic": _village("clinic"),
    "with_standard": _village("standard"),
    "clinics": _rooms("1"),
    "standard": _rooms("standard=1"),
    "insured": _rooms("insurance_contract=1"),
    "with_doctor": _village("doctor"),
    "with_qualified": _village("qualified"),
    "doctors": _staff("1"),
    "licensed": _staff("doc IN (SELECT doc FROM held)"),
    "practitioners": _staff("doc IN (SELECT doc FROM best WHERE kind IN ('2','3','4'))"),
    "run_out": _staff("doc NOT IN (SELECT doc FROM held) AND doc IN (SELECT doc FROM issued WHERE until<=:last)"),
    "gap": _village(_GAP),
    "no_clinic": _village("doctor AND NOT clinic"),
    "no_doctor": _village("clinic AND NOT doctor"),
    "neither": _village("NOT clinic AND NOT doctor"),
    "joint": _served("2"),
    "neighbour_posted": _served("3"),
    "neighbour_rounds": _served("4"),
    "posted": _served("5"),
    "rounds": _served("6"),
    "exempt": _village(f"{_GAP} AND (seat OR few)"),
    "seat": _village(f"{_GAP} AND seat"),
    "covered": _village(_COVERED),
    "uncovered": _village(f"NOT {_COVERED}"),
    "poor_ready": _village("poor AND standard AND qualified"),
    "poor_gap": _village(f"poor AND {_GAP}"),
    "in_post": _of_doctors("1"),
    "reached": _of_doctors("times>=2 AND days>=1000"),
}

_SERVED = """WITH long AS (
 SELECT posting_id p, starts s, ends e FROM absence WHERE voided_at='' AND julianday(ends)-julianday(starts)+1>15),
begun AS (
 SELECT id p, starts b FROM posting WHERE voided_at='' UNION SELECT p, date(e,'+1 day') FROM long),
stretch AS (
 SELECT o.id p, max(b,:from) b, min(coalesce(o.ends,:last), :last,
 coalesce((SELECT date(min(s),'-1 day') FROM long WHERE long.p=o.id AND s>=b), '9999')) e
 FROM begun JOIN posting o ON o.id=begun.p),
reached AS (SELECT DISTINCT p FROM stretch WHERE date(b,'+6 months','-1 day')<=e)
"""


def _posted(condition: str, since: str = "'0000'") -> str:
    served = _SERVED.replace(":from", since)
    return f"{served} SELECT partnership_id, count(*) FROM posting WHERE voided_at='' AND {condition} GROUP BY 1"


def _worked(field: str, since: str = ":first") -> str:
    return f"""SELECT o.partnership_id, sum(m.{field}) FROM posting_month m JOIN posting o ON o.id=m.posting_id
 WHERE m.voided_at='' AND m.month||'-01' BETWEEN {since} AND :last GROUP BY 1"""


_REACHED = "starts<=:last AND id IN (SELECT p FROM reached)"
_WORK = (
    *("outpatients", "rounds", "surgeries", "demonstrations", "consultations", "ward_rounds", "lectures", "trained"),
    *("techniques", "apprentices"),
)
HELP = {
    "posted": _posted("starts<=:last"),
    "senior": _posted("starts<=:last AND title_grade BETWEEN '1' AND '3'"),
    "there": _posted("starts<=:last AND coalesce(ends,'9999')>=:last"),
    "came": _posted("starts BETWEEN :first AND :last"),
    "left": _posted("ends BETWEEN :first AND :last"),
    "reached": _posted(_REACHED),
    "counted": _posted(f"{_REACHED} AND kind IN ('','1') AND title_grade IN ('1','2','3')"),
    "no_grade": _posted(f"{_REACHED} AND kind IN ('','1') AND title_grade=''"),
    "counted_in_year": _posted(f"{_REACHED} AND kind IN ('','1') AND title_grade IN ('1','2','3')", ":year"),
    "reports": _worked("id").replace("sum(m.id)", "count(*)"),
    "present": _worked("present/100.0"),
    **{name: _worked(name) for name in _WORK},
    **{f"{name}_year": _worked(name, ":year") for name in ("outpatients", "surgeries", "trained", "techniques")},
}


def _courses(condition: str = "1", since: str = ":first", what: str = "count(*)") -> str:
    return f"SELECT 0, {what} FROM course WHERE voided_at='' AND starts BETWEEN {since} AND :last AND {condition}"


def _went(condition: str = "1", since: str = ":first", what: str = "count(*)") -> str:
    return f"{_TRAINED} SELECT 0, {what} FROM went WHERE days>0 AND starts BETWEEN {since} AND :last AND {condition}"


def _cadres(condition: str) -> str:
    return f"""{_TRAINED}, rotated AS (SELECT cadre FROM went WHERE kind='1' AND days>0 AND ends<=:last)
 SELECT 0, count(*) FROM cadre WHERE voided_at='' AND coalesce(starts,'')<=:last AND coalesce(ends,'9999')>:last
 AND {condition}"""


def _leave(condition: str) -> str:
    return f"{_TRAINED} SELECT 0, count(*) FROM due WHERE {condition}"


_PEOPLE = "count(DISTINCT coalesce('d'||doc,'c'||cadre,'a'||id))"
_KINDS = {
    "cadres": "kind='1'",
    "village": "kind='2'",
    "team": "kind='3'",
    "general": "kind='4'",
    "technique": "kind='5'",
    "leave": "kind='6'",
    "apprentice": "kind='7'",
    "other": "kind IN ('','9')",
}
TRAINING = {
    "courses": _courses(),
    **{f"courses_{name}": _courses(kind) for name, kind in _KINDS.items()},
    "courses_year": _courses(since=":year"),
    "attended": _went(),
    **{f"attended_{name}": _went(kind) for name, kind in _KINDS.items()},
    "attended_year": _went(since=":year"),
    "expected": _courses(what="sum(expected)"),
    "came": _went("expected IS NOT NULL"),
    "cadres": _cadres("1"),
    "cadres_trained": _cadres("id IN (SELECT cadre FROM rotated)"),
    "cadres_late": "SELECT 0, 0",
    "cadres_missing": _cadres("id NOT IN (SELECT cadre FROM rotated WHERE cadre IS NOT NULL)"),
    "doctors": _total(_of_doctors("1")),
    "doctors_attended": _went("doc IS NOT NULL", what="count(DISTINCT doc)"),
    "doctors_trained": _total(_of_doctors("times>0")),
    "times": _total(_of_doctors("times>=2")),
    "days": _total(_of_doctors("days>=1000")),
    "reached": _total(_of_doctors("times>=2 AND days>=1000")),
    "leave_due": _leave("begun IS NULL OR :last BETWEEN date(begun,'+3 years') AND date(begun,'+5 years')"),
    "leave_overdue": _leave("date(begun,'+5 years')<:last"),
    "leave_never": _leave("back IS NULL"),
    "tcm_trainees": _went("kind='5'", ":year", _PEOPLE),
    "tcm_apprentices": _went("kind='7' AND ends>=:year", "'0000'", _PEOPLE),
}
