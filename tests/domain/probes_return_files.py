"""The probes of returns as files and of the list behind a figure on the command line, which names people."""

from __future__ import annotations

from pathlib import Path

from hfp_desk.gate import Viewer
from tests.data.pdf_reading import by_pdfium
from tests.domain import planted as p
from tests.domain import probes_sending, runs
from tests.domain.planted import World
from tests.domain.runs import Probe

_MONTH = "2020-03"


def _members(w: World, viewer: Viewer, folder: Path) -> str:
    probes_sending.sent(w)
    asked = ("members", "{register}", "planted", "--period", _MONTH, "--json", "--column")
    return str([runs.typed(*asked, column)(w, viewer, folder) for column in ("ill", "stays")])


def _written(w: World, viewer: Viewer, folder: Path) -> str:
    probes_sending.sent(w)
    asked = ("return", "{register}", "planted", "--period", _MONTH)
    said = [str(runs.typed(*asked, "{folder}/" + name)(w, viewer, folder)) for name in ("表.xlsx", "表.pdf", "表.json")]
    said.append(str(runs.typed(*asked, "{folder}/空表.xlsx", "--blank")(w, viewer, folder)))
    paper, text = folder / "表.pdf", folder / "表.json"
    said += [by_pdfium(paper)] if paper.exists() else []
    said += [text.read_text(encoding="utf-8")] if text.exists() else []
    return "\n".join(said)


PROBES = {
    "command.returns.members": Probe(_members, (p.NAME, p.DISEASE, p.HOSPITAL, p.SECRET_DISEASE), refuses=runs.nobody),
    "command.returns.write": Probe(_written, (p.PLACE,), refuses=runs.nobody),
}
BEHIND = {
    **dict.fromkeys(
        (
            "excel.return_files.codes",
            "excel.return_files.write_blank",
            "excel.return_files.write_return",
            "papers.returns.print_return",
            "store.return_sheets.sheet",
        ),
        "command.returns.write",
    ),
    "store.return_lines.line_named": "command.returns.members",
    "papers.returns.draw_all": "papers:returns",
}
QUIET = {"command.returns.show": "definitions of returns, and which went up when and by whom"}
