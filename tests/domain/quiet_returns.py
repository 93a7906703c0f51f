"""Why the consumers of returns carry no values of people: they count, and hand on ids and names of places."""

from tests.domain import quiet_collecting

_COUNTS = "counts; figures and ids only, the list behind a figure goes through the grid's gate"
_DATA = "definitions of returns, not the register"
_TEMPLATE = "a blank form of the higher level and which figure of a return goes where in it"
_SQL = "a piece of SQL, no value comes of it"

QUIET: dict[str, str] = {
    **quiet_collecting.QUIET,
    "store.asked.Asked": _COUNTS,
    "store.counting.Compiler.counted": _SQL,
    "store.counting.hidden": _SQL,
    "store.disease_verifying.verify": "writes; says only what it touched, by id",
    "store.disease_verifying.waiting": "ids only",
    "command.filling.fill": _COUNTS,
    "excel.foreign_learning.count": _COUNTS,
    "excel.foreign_learning.look": _TEMPLATE,
    "excel.foreign_learning.prepare": _COUNTS,
    "excel.foreign_learning.returns_of": _DATA,
    "store.foreign_templates.facts": "who signs returns, as the office itself wrote it",
    "store.foreign_templates.kept_file": _TEMPLATE,
    "store.foreign_templates.named": _TEMPLATE,
    "store.foreign_templates.recognised": _TEMPLATE,
    "store.foreign_templates.remember": _TEMPLATE,
    "store.foreign_templates.remembered": _TEMPLATE,
    "store.fulfilment.states": _COUNTS,
    "store.phrases.where": _SQL,
    "store.return_standing.standings": _COUNTS,
    "store.return_standing.uncounted": _DATA,
    "store.reckoning.Reckoning.members": _COUNTS,
    "store.reckoning.Reckoning.members_by_line": _COUNTS,
    "store.reckoning.reckoning": _COUNTS,
    "store.return_checks.checked": "sentences about figures of places",
    "store.return_checks.checked_all": "sentences about figures of places",
    "store.returns.adds": _DATA,
    "store.returns.catalogue": _DATA,
    "store.returns.counted": _COUNTS,
    "store.returns.counted_all": _COUNTS,
    "store.returns.members": _COUNTS,
    "store.returns.named": _DATA,
    "store.returns.own_folder": "a folder beside the register",
    "store.row_kinds.lines": "names of places, hospitals and diseases of the policy",
    "store.scratch_tables.scratch_tables": _SQL,
    "papers.target_board.draw": "figures of places, goals and clauses",
    "store.side_by_side.counted": _COUNTS,
    "store.signing.by_standing": "ids and how they stand; names come with the list",
    "store.target_board.board": _COUNTS,
    "store.target_board.members": _COUNTS,
    "store.unchanged.reckoned": _COUNTS,
}
"""By the consumer, the reason."""

BEHIND: dict[str, str] = {}
"""By the consumer, the probe that runs it."""
