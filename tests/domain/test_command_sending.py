"""Returns go up and are explained from the command line."""

import json

import pytest

from hfp_desk import command
from hfp_desk.command.sending import KEYS
from hfp_desk.records import Contract
from hfp_desk.store import keeping, opening
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD
from tests.domain.sent_world import MONTH, World


def test_the_command_line_freezes_and_explains(
    register: Register, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HFP_DESK_PASSWORD", PASSWORD)
    with register.session():
        world = World(register)
    register.close()
    path = str(register.path)

    def said(*words: str, status: int = command.DONE) -> str:
        assert command.run([words[0], path, *words[1:]]) == status
        told = capsys.readouterr()
        return told.out if status == command.DONE else told.err

    assert "第 1 版" in said("freeze", "proof", "--period", MONTH)
    assert "补报" in said("freeze", "proof", "--period", MONTH, status=command.REFUSED)
    assert "没有写解除锁定的原因" in said("unlock", "proof", "--period", MONTH, status=command.REFUSED)
    assert "已解除锁定" in said("unlock", "proof", "--period", MONTH, "--reason", "市里要求")
    assert "已锁定" in said("lock", "proof", "--period", MONTH)
    assert "没有差异" in said("differences", "proof", "--period", MONTH)
    again = opening.open_register(register.path, "李敏", PASSWORD)
    keeping.void(again, world.of(Contract, 3), "错录")
    again.close()
    answer = json.loads(said("differences", "健康扶贫进展月报表", "--period", MONTH, "--json"))
    assert (answer["figures"], answer["sent"]["version"]) == (2, 1)
    assert [one["name"] for one in answer["cells"][0]["moved"]] == ["李样例"]
    assert all(key in KEYS for key in (*answer, *answer["sent"], *answer["cells"][0]))
    assert "作废签约" in said("differences", "proof", "--period", MONTH, "--version", "1")
    assert "2020年4月没有上报过" in said("differences", "proof", "--period", "2020-04", status=command.REFUSED)
    assert said("sent").count("第 1 版") == 1
