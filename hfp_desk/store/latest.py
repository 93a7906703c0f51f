"""Of which time the register tells: the year and the day of the latest stay.

A register of last year's lists still says something; while there is none it is today.
"""

from datetime import date

from hfp_desk.records import Treatment
from hfp_desk.store.opening import Register
from hfp_desk.store.tables import table

_LATEST = f'SELECT max("admitted") FROM {table(Treatment)} WHERE "voided_at"=\'\' AND "admitted"<=?'


def day_of(register: Register) -> date:
    """The day of the latest stay that began by today; today while there is none."""
    today = date.today()
    with register.session():
        row = register.db.execute_sql(_LATEST, (today.isoformat(),)).fetchone()
    return date.fromisoformat(row[0]) if row[0] else today


def year_of(register: Register) -> int:
    """The year of that day."""
    return day_of(register).year
