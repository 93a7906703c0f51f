"""Definitions of returns: ours can be counted, an office lays its own beside them, mistakes are told with a line."""

from pathlib import Path

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.returns import loading
from hfp_desk.returns.definition import Definition
from hfp_desk.store import returns
from hfp_desk.store.opening import Register

OWN = """\
name = "own"
title = "本市健康扶贫旬报"
rows = "towns"

[[columns]]
name = "people"
head = ["人口"]
indicator = "poor_people"

[[columns]]
name = "ill"
head = ["患者"]
indicator = "own_ill"

[[columns]]
name = "share"
head = ["占比"]
ratio = ["ill", "people"]

[[checks]]
rule = "ill <= people"

[[indicators]]
name = "own_ill"
label = "患者"
unit = "人"
record = "diagnosis"
counts = "person"
people = "poor"
where = ["verify_state = 2"]
has = [{ record = "treatment", when = "admitted" }]
"""


def lay(register: Register, text: str, name: str = "own.toml") -> Path:
    """A definition of the office's own."""
    folder = returns.own_folder(register)
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_return_that_comes_with_the_program_can_be_counted(register: Register) -> None:
    known = returns.catalogue(register)
    assert not known.problems
    assert {one.name for one in loading.catalogue().definitions} == {one.name for one in known.definitions}


def test_an_office_adds_a_return_without_code(register: Register) -> None:
    lay(register, OWN)
    found = returns.named(register, "本市健康扶贫旬报")
    assert [column.name for column in found.columns] == ["people", "ill", "share"]
    assert returns.named(register, "three_batches").title


@pytest.mark.parametrize(
    ("was", "becomes", "line", "said"),
    [
        ('rows = "towns"', 'rows = "towns', 3, "TOML"),
        ('rows = "towns"', 'rows = "cities"', 3, "cities"),
        ('title = "本市健康扶贫旬报"', 'titel = "x"', 2, "titel"),
        ('head = ["患者"]', 'heed = ["患者"]', 12, "heed"),
        ('indicator = "own_ill"', 'indicator = "nobody"', 13, "nobody"),
        ('ratio = ["ill", "people"]', 'ratio = ["ill", "folk"]', 18, "folk"),
        ('name = "share"', 'name = "ill"', 16, "两次"),
        ('rule = "ill <= people"', 'rule = "ill is people"', 21, "看不懂"),
        ('rule = "ill <= people"', 'rule = "sick <= people"', 21, "sick"),
        ('rule = "ill <= people"', 'rule = "__import__(1) <= people"', 21, "看不懂"),
        ('record = "diagnosis"', 'record = "illness"', 24, "illness"),
        ('where = ["verify_state = 2"]', 'where = ["verified = 2"]', 24, "verified"),
        ('where = ["verify_state = 2"]', 'where = ["verify_state ~ 2"]', 24, "看不懂"),
        ('people = "poor"', 'people = "rich"', 24, "rich"),
        ('when = "admitted"', 'when = "came"', 24, "came"),
        ('counts = "person"', 'counts = "human"', 24, "human"),
        ('record = "diagnosis"', 'record = "treatment"\nwithin = "major_verified"', 24, "不能另写"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(register: Register, was: str, becomes: str, line: int, said: str) -> None:
    assert was in OWN
    lay(register, OWN.replace(was, becomes, 1))
    known = returns.catalogue(register)
    problem = known.problems[0]
    assert f"“own.toml”第 {line} 行" in problem.message
    assert said in problem.message
    assert line != 24 or any(word in problem.message for word in ("请", "可以写")), "found by counting: what to write"
    assert known.definition("own") is None
    assert known.definition("three_batches") is not None
    with pytest.raises(Refusal, match=r"own\.toml"):
        returns.named(register, "own")


def test_an_indicator_of_the_office_s_own_never_changes_our_returns(register: Register) -> None:
    ours = returns.catalogue(register).indicators["poor_people"]
    lay(register, OWN.replace('"own_ill"', '"poor_people"'))
    known = returns.catalogue(register)
    assert known.indicators["poor_people"] == ours
    assert "“own.toml”第 24 行：已有名为“poor_people”的指标（农村贫困人口）" in known.problems[0].message
    assert known.definition("own") is None


def test_two_files_of_the_office_may_share_an_indicator_but_not_its_name(register: Register) -> None:
    lay(register, OWN)
    second = OWN.replace('name = "own"', 'name = "second"').replace("旬报", "周报")
    lay(register, second, "second.toml")
    assert not returns.catalogue(register).problems
    lay(register, second.replace("verify_state = 2", "verify_state = 1"), "second.toml")
    known = returns.catalogue(register)
    assert "“second.toml”第 24 行：已有名为“own_ill”的指标（患者）" in known.problems[0].message
    assert (known.definition("own"), known.definition("second")) == (returns.named(register, "own"), None)


def test_a_file_that_cannot_be_read_is_named(register: Register) -> None:
    lay(register, OWN).write_bytes(b"\xff\xfe name")
    assert "own.toml" in returns.catalogue(register).problems[0].message


def test_one_file_is_read_alone(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    assert isinstance(loading.read(path), Definition)
    path.write_text(OWN.replace('rows = "towns"\n', ""), encoding="utf-8")
    problems = loading.read(path)
    assert isinstance(problems, tuple)
    assert "缺少“rows”" in problems[0].message


def test_an_unknown_return_names_the_known_ones(register: Register) -> None:
    with pytest.raises(Refusal, match="three_batches"):
        returns.named(register, "nothing")


def test_a_mistake_in_columns_written_as_a_list_is_told_with_the_line_of_the_column(register: Register) -> None:
    columns = "".join(
        f'  {{ name = "{one}", head = ["人"], indicator = "{one}" }},\n' for one in ("poor_people", "none")
    )
    lay(register, f'name = "own"\ntitle = "旬报"\nrows = "towns"\ncolumns = [\n{columns}]\n')
    (problem,) = returns.catalogue(register).problems
    assert problem.message == "报表定义“own.toml”第 6 行：没有名为“none”的指标。"
