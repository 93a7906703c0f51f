"""How a benchmark over one register runs: find or build it in the folder given, measure, close it."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from hfp_desk.store.opening import Register


def measure(given: Sequence[str], build: Callable[[Path], Register], run: Callable[[Register], int]) -> int:
    """The exit status of ``run`` over the register that ``build`` makes or finds in the first folder given."""
    folder = Path(given[0]) if given else Path(tempfile.gettempdir(), "hfp-desk-bench")
    register = build(folder)
    with register.session():
        status = run(register)
    register.close()
    return status
