"""Where the data that comes with the program lies (``resources/`` beside the packages)."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """Path of a file or folder under ``resources/``."""
    return _ROOT.joinpath(*parts)
