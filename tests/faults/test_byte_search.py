"""A planted name, number and disease are looked for in every byte that a day's work leaves behind: there are none.

The work is done by a process of its own, in the window and on the command line, and ends by a crash. What the clerk
took out of the office on purpose, and the sender's own workbook, lie elsewhere and are not searched.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.data.senders import workbook
from tests.faults.processes import ROOT
from tests.faults.registers import Made

NAME, NUMBER, DISEASE, PHONE = "欧阳钰栉琊", "36098219731119402X", "耐多药肺结核", "13970599417"
WORDS = [
    *(word.encode(code) for word in (NAME, DISEASE) for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")),
    *(word.encode(code) for word in (NUMBER, PHONE) for code in ("ascii", "utf-16-le", "utf-16-be")),
    *(json.dumps(word).strip('"').encode() for word in (NAME, DISEASE)),
]


_NEXT_START = (
    "from PySide6.QtWidgets import QApplication",
    "app = QApplication([])",
    "from ui import program",
    "from ui.main_window import MainWindow",
    "started = program.started(MainWindow())",
    "app.processEvents()",
)


@pytest.fixture
def day(made: Made, tmp_path: Path) -> Path:
    """What a day leaves when the program was started again: registers, its own folder, temporary files, words."""
    register = made.copy(tmp_path / "day" / "office")
    for folder in ("temporary", "home"):
        (tmp_path / "day" / folder).mkdir()
    outside = tmp_path / "outside"
    outside.mkdir()
    heads = ["姓名", "证件号码", "疾病名称", "联系电话"]
    sent = workbook(outside / "来表.xlsx", {"名单": [heads, [NAME, NUMBER, DISEASE, PHONE]]})
    folders = {name: str(tmp_path / "day" / "temporary") for name in ("TMPDIR", "TEMP", "TMP")}
    environment = os.environ | folders | {"HFP_DESK_HOME": str(tmp_path / "day" / "home"), "PYTHONIOENCODING": "utf-8"}
    planted = [NAME, NUMBER, DISEASE, PHONE]
    words = [sys.executable, "-m", "tests.faults.working_day", str(register), str(sent), str(outside), *planted]
    ended = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, timeout=280, check=False)
    again = "\n".join(_NEXT_START)
    subprocess.run([sys.executable, "-c", again], cwd=ROOT, env=environment, timeout=120, check=True)
    (tmp_path / "day" / "stdout").write_bytes(ended.stdout)
    (tmp_path / "day" / "stderr").write_bytes(ended.stderr)
    assert b"the end" in ended.stdout, ended.stderr.decode("utf-8", "replace")[-3000:]
    return tmp_path / "day"


def test_nothing_of_a_patient_is_left_anywhere(day: Path) -> None:
    files = [one for one in day.rglob("*") if one.is_file()]
    told = {one.relative_to(day).as_posix(): word for one in files for word in WORDS if word in one.read_bytes()}
    assert not told
    named = [one.name for one in files if NAME in one.name or NUMBER in one.name]
    assert not named
    left = {one.suffix for one in files}
    assert {".hfp", ".hfp-wal", ".keys", ".sealed", ".json"} <= left, f"the day left too little to search: {left}"


def test_the_search_would_find_them(tmp_path: Path) -> None:
    """A plain file of each kind holds what is looked for."""
    for code in ("utf-8", "utf-16-le", "gb18030"):
        (tmp_path / code).write_bytes(f"{NAME} {NUMBER}".encode(code))
        assert any(word in (tmp_path / code).read_bytes() for word in WORDS)
