"""The example in the guide to an office's own returns is one that works."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from hfp_desk.records import Diagnosis, Identity, Person, Place, Settlement, Treatment
from hfp_desk.returns import RowKind, periods
from hfp_desk.returns.table import TOTAL
from hfp_desk.store import keeping, returns
from hfp_desk.store.opening import Register
from tests.data.senders import number
from tests.domain.listed import CLERK

GUIDE = Path(__file__).parents[2] / "docs" / "own-returns.md"


def test_the_example_of_the_guide_counts_what_it_says(register: Register) -> None:
    found = re.search(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)
    assert found is not None
    folder = returns.own_folder(register)
    folder.mkdir()
    (folder / "肺癌.toml").write_text(found[1], encoding="utf-8")
    assert not returns.catalogue(register).problems
    made = returns.named(register, "肺癌患者救治情况季报表")
    period = periods.period(made, "2020-Q1")
    with register.session():
        town = Place.select().where(Place.level == "4").order_by(Place.sort).first()
        for index in range(2):
            one = Person.new(name=f"张{'甲乙'[index]}", id_number=number(index), town=town)
            known = Identity.new(person=one, kind="01", starts="2016")
            day = date(2020, 1, 10)
            ill = Diagnosis.new(person=one, disease="肺癌", standard_disease="肺癌", verify_state="2", verified_on=day)
            keeping.save(register, one, known, ill)
        stay = Treatment.new(person=one, diagnosis=ill, disease="肺癌", standard_disease="肺癌", kind="1", admitted=day)
        keeping.save(register, stay, Settlement.new(person=one, treatment=stay, settled_on=day, total=Decimal("12.30")))
    table = returns.counted(register, made, period)
    assert [str(cell.value) for cell in table.total.cells] == ["2", "1", "50.00", "12.30", "None"]
    assert returns.members(register, CLERK, made, period, TOTAL, "treated").ids == (one.id,)


def test_the_guide_names_every_kind_of_line() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert all(f"| `{kind}` |" in text for kind in RowKind if kind is not RowKind.COUNTIES)
