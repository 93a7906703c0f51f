"""The window's tests: dressed as for a clerk, in memory only."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.fakes import Memory
from ui import style


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    style.apply(qapp, style.load()) if style.current() != style.load() or not qapp.styleSheet() else None


@pytest.fixture
def memory() -> Memory:
    return Memory()
