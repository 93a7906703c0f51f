"""Official papers from the register: facts gathered by the store, shown through the gate, drawn by printing.

The only floor that knows both the store and paper. Called by the command line and by the window; everything that
draws is imported when a paper is asked for, never at start-up.
"""

from hfp_desk.papers.forms import FORMS, Printed, form_named, print_form
from hfp_desk.papers.going_out import keep, on_paper, save_form
from hfp_desk.papers.job import Area, PaperForm, Takes

__all__ = [
    "FORMS",
    "Area",
    "PaperForm",
    "Printed",
    "Takes",
    "form_named",
    "keep",
    "on_paper",
    "print_form",
    "save_form",
]
