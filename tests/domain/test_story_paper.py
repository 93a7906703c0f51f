"""The story of a person on paper: every change with its fields, masked by role, nothing of restricted records."""

from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from hfp_desk import papers, policy
from hfp_desk.gate import Viewer
from hfp_desk.papers.job import Job
from hfp_desk.papers.stories import story_facts
from hfp_desk.problems import SILENT, Refusal
from hfp_desk.records import DIAGNOSIS, PERSON
from hfp_desk.store import entering, voiding
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope

ZS = policy.load("zhangshu-2020")
CLERK = Viewer.of("李敏", "admin,entry,secret")
GUEST = Viewer.of("王强", "query")


def kept(register: Register, made: Any, record: int | None = None, **values: Any) -> int:
    return entering.keep(register, ZS, [Draft(made, values, record, 1)], reason="核对户口簿").ids[0]


@pytest.fixture
def person(register: Register) -> int:
    found = kept(register, PERSON, name="张三丰", phone="13812345678")
    kept(register, PERSON, found, phone="13912345678")
    kept(register, DIAGNOSIS, person=found, disease="精神分裂症")
    voiding.void(register, PERSON, found, "迁出")
    return found


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    found = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return found


def test_the_paper_holds_every_step_even_of_a_voided_person(register: Register, person: int, tmp_path: Path) -> None:
    printed = papers.print_form(register, "story", tmp_path / "a.pdf", Scope(persons=(person,)), CLERK)
    told = text_of(printed.path)
    for words in ("登记变更记录", "张三丰", "13812345678", "13912345678", "核对户口簿", "精神分裂症", "迁出"):
        assert words in told
    facts = story_facts(person, Job(register, Scope(persons=(person,)), CLERK, SILENT))
    assert [row.action for row in facts.rows if row.action][-1] == "新增 人员"
    assert facts.changes == 5


def test_who_sees_persons_masked_gets_a_masked_paper(register: Register, person: int) -> None:
    facts = story_facts(person, Job(register, Scope(persons=(person,)), GUEST, SILENT))
    told = repr(facts)
    assert facts.name == "张○○"
    assert "138****5678" in told
    for secret in ("张三丰", "13812345678", "精神分裂症", "患病核准"):
        assert secret not in told


def test_days_narrow_the_story_and_the_log(register: Register, person: int, tmp_path: Path) -> None:
    late = Scope(persons=(person,), since=date(2199, 1, 1))
    for form in ("story", "log"):
        with pytest.raises(Refusal, match="没有可以打印的"):
            papers.print_form(register, form, tmp_path / "b.pdf", late, CLERK)
    printed = papers.print_form(register, "log", tmp_path / "c.pdf", Scope(persons=(person,)), CLERK)
    assert printed.count == 4
    assert "作废 张三丰 的 人员、患病核准" in text_of(printed.path).replace("\r\n", "")
