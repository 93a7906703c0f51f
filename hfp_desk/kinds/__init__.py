"""How each kind of value is read from text or a cell, and how it is shown.

A kind knows nothing of tables, screens or workbooks. Its law is ``read(show(x)) == x``; the same
``read`` serves the editor and the Excel cell, so a value is accepted or refused alike wherever it comes from.
May import: codes, problems.
"""

from hfp_desk.kinds.base import BLANKS, Kind, Unreadable, half_width
from hfp_desk.kinds.choices import Choice, Choices
from hfp_desk.kinds.days import Day, VagueDay
from hfp_desk.kinds.links import Link
from hfp_desk.kinds.numbers import Measure, Money, Whole, YesNo
from hfp_desk.kinds.words import IdentityNumber, PersonName, Phone, Text

__all__ = [
    "BLANKS",
    "Choice",
    "Choices",
    "Day",
    "IdentityNumber",
    "Kind",
    "Link",
    "Measure",
    "Money",
    "PersonName",
    "Phone",
    "Text",
    "Unreadable",
    "VagueDay",
    "Whole",
    "YesNo",
    "half_width",
]
