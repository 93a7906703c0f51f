"""A register on disk for every test that asks for one: real file, real encryption, the places of 樟树市."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hfp_desk.gate import ENTRY, QUERY
from hfp_desk.store import setup, users_keeping
from hfp_desk.store.opening import Register
from tests.domain.staff import FANG, LAN

PASSWORD = "linjiang-2020"


def new_register(path: Path) -> Register:
    """The register of 樟树市 with its first user, open."""
    made, _ = setup.new_register(
        path,
        office="樟树市卫生健康委员会",
        county="360982",
        policy_name="zhangshu-2020",
        user="李敏",
        password=PASSWORD,
    )
    return made


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = new_register(tmp_path / "樟树.hfp")
    yield made
    if not made.db.is_closed():
        made.close()


@pytest.fixture
def staffed(register: Register) -> Register:
    """That register with three users: 李敏 administers, 王芳 enters, 赵兰 looks."""
    users_keeping.add(register, "王芳", (ENTRY,), FANG, "经办员")
    users_keeping.add(register, "赵兰", (QUERY,), LAN)
    return register
