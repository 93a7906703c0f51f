"""What trying a password costs, asked of the program itself: the tests around this one derive keys cheaply."""

import json
import subprocess
import sys
from pathlib import Path

from hfp_desk.store.keys import key_file

ROOT = Path(__file__).parents[2]
_MAKE = "import sys, pathlib; from hfp_desk.store import keys; ring, key = keys.new_ring(pathlib.Path(sys.argv[1]));"
_KEEP = "ring.set_password('李敏', 'linjiang-2020', key); ring.renew_code(key); ring.prepare(); ring.adopt()"


def test_a_try_costs_what_rfc_9106_recommends_for_little_memory(tmp_path: Path) -> None:
    """64 MiB and three passes, for the passwords and for the code on the recovery sheet."""
    register = tmp_path / "樟树.hfp"
    subprocess.run([sys.executable, "-c", _MAKE + _KEEP, str(register)], cwd=ROOT, check=True)
    stored = json.loads(key_file(register).read_text(encoding="utf-8"))
    for entry in (stored["users"]["李敏"], stored["recovery"]):
        assert (entry["memory"], entry["passes"]) == (65_536, 3)
