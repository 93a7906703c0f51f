"""One small widget for each kind of value, all with the same few words.

Loading never looks like editing: only what the clerk types or takes emits ``edited``.
"""

from typing import Any

from hfp_desk.fields import Spec, spec_of
from hfp_desk.kinds import Choice, Choices, Day, Link, Measure, Money, Text, VagueDay, Whole, YesNo
from ui.editors.base import NO_AID, Aid
from ui.editors.choices import ChoiceEditor, ChoicesEditor, LinkEditor, PickEditor, SuggestEditor, YesNoEditor
from ui.editors.lines import DayEditor, LineEditor, LinesEditor, MoneyEditor, NumberEditor

__all__ = ["NO_AID", "Aid", "Editor", "editor_for"]

Editor = LineEditor | LinesEditor | PickEditor
"""Any of them: ``load(value, title)``, ``value()`` (raises ``Unreadable``), ``text()``, ``tidy()``, ``edited``."""


def editor_for(field: Any, aid: Aid = NO_AID) -> Editor:
    """The editor of a declared field, with its help and its name for screen readers."""
    spec = spec_of(field)
    made = _made(field, spec, aid)
    words = [spec.help, f"依据：{spec.source}" if spec.source else ""]
    hint = "\n".join(part for part in words if part)
    made.setToolTip(hint)
    made.setProperty("help", hint)
    made.setAccessibleName(spec.label)
    return made


def _made(field: Any, spec: Spec, aid: Aid) -> Editor:
    match spec.kind:
        case Link():
            return LinkEditor(aid.links(field))
        case Choice() as kind:
            return ChoiceEditor(kind, aid.initials)
        case Choices() as kind:
            return ChoicesEditor(kind, aid.initials)
        case YesNo() as kind:
            return YesNoEditor(kind)
        case Money() as kind:
            return MoneyEditor(kind)
        case Whole() | Measure() as kind:
            return NumberEditor(kind)
        case Day() | VagueDay() as kind:
            return DayEditor(kind, aid.year)
        case Text(lines=True) as kind:
            return LinesEditor(kind)
        case kind:
            find = aid.suggestions(field)
            return LineEditor(kind) if find is None else SuggestEditor(kind, find)
