"""Why collecting townships' returns carries no values of people: sums of townships, names of places and files."""

_SUMS = "sums that townships sent in, beside counts of ours; the names behind these go through store.returns.members"
_FILES = "workbooks with sums of townships; nobody is named in them"
_PLACES = "names of townships and villages"

QUIET: dict[str, str] = {
    "command.rolling_up.roll_up": _FILES,
    "excel.collected_back.write": _FILES,
    "excel.collected_files.asked_by": _PLACES,
    "excel.collected_files.hand_out": _FILES,
    "excel.collected_files.take_in": _SUMS,
    "excel.collected_files.write_sum": _FILES,
    "store.collecting.form": _PLACES,
    "store.collecting.original": _FILES,
    "store.collecting.take": _SUMS,
    "store.collecting_checks.findings": "sentences about figures of places",
    "store.collecting_checks.ours": _SUMS,
    "store.collecting_state.standing": _SUMS,
    "store.collecting_state.townships": _PLACES,
}
"""By the consumer, the reason."""
