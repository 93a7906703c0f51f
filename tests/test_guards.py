"""The guards of conftest.py do stop what they are for."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMessageBox


def test_a_window_that_waits_fails_the_test(qapp: QApplication) -> None:
    for waits in (QDialog().exec, QMessageBox().exec, qapp.exec):
        with pytest.raises(AssertionError, match="wait for ever"):
            waits()


def test_ready_made_questions_fail_the_test(qapp: QApplication) -> None:
    with pytest.raises(AssertionError, match=r"QMessageBox\.question"):
        QMessageBox.question(None, "删除", "确定吗？")
    with pytest.raises(AssertionError, match=r"QFileDialog\.getOpenFileName"):
        QFileDialog.getOpenFileName(None)
    with pytest.raises(AssertionError, match=r"QInputDialog\.getText"):
        QInputDialog.getText(None, "密码", "请输入密码")


def test_each_test_has_settings_of_its_own(settings_home: Path, tmp_path: Path) -> None:
    assert os.environ["HFP_DESK_HOME"] == str(settings_home)
    assert settings_home.parent == tmp_path
    assert not settings_home.exists()
