"""Finding persons by what a clerk types, and those who may be the same before one is kept."""

from datetime import date

import pytest

from hfp_desk.gate import Viewer
from hfp_desk.records import NotDuplicate, Person, Place, SearchEntry
from hfp_desk.store import keeping, pinyin, places, searching
from hfp_desk.store.opening import Register
from tests.domain.listed import CLERK, HELPER, VISITOR, household, keep, person, place, village_of

NUMBER = "11010519491231002X"


def found(register: Register, text: str) -> list[str]:
    return [hit.title for hit in searching.find_people(register, text, CLERK)]


@pytest.mark.parametrize(
    ("name", "full", "letters"),
    [
        ("李小红", " lixiaohong xiaohong hong ", " lxh xh "),
        ("单勇", " shanyong danyong yong ", " sy dy "),
        ("曾伟", " zengwei cengwei wei ", " zw cw "),
        ("覃芳", " qinfang tanfang fang ", " qf tf "),
        ("尉迟恭", " yuchigong weichigong chigong gong ", " ycg wcg cg "),
        ("吕布", " lvbu bu ", " lb "),
        ("买买提·艾力", " maimaitiaili maitiaili tiaili aili li ", " mmtal mtal tal al "),
        ("李", " li ", " l "),
        ("", "", ""),
        ("〇〇", " lingling ling ", " ll "),
    ],
)
def test_names_are_spelt_by_every_reading_of_the_surname(name: str, full: str, letters: str) -> None:
    spelt, short = pinyin.spelled(name)
    assert set(full.split()) <= set(spelt.split())
    assert set(letters.split()) <= set(short.split())
    assert spelt.split()[:1] == full.split()[:1]


def test_words_have_pinyin_and_initials() -> None:
    assert (pinyin.pinyin("临江镇"), pinyin.initials("临江镇"), pinyin.initials("ICD10编码")) == (
        "linjiangzhen",
        "ljz",
        "icd10bm",
    )
    assert pinyin.pinyin("，。") == ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("李小红", ["李小红"]),
        ("小红", ["李小红"]),
        ("李", ["李小红", "李小宏", "李勇"]),
        ("lixiaohong", ["李小红", "李小宏"]),
        ("LiXiao", ["李小红", "李小宏"]),
        ("lxh", ["李小红", "李小宏"]),
        ("xh", ["李小红", "李小宏"]),
        ("shan", ["单勇"]),
        ("dany", ["单勇"]),
        ("li 红", ["李小红"]),
        ("li小宏", ["李小宏"]),
        ("1949", ["李小红"]),
        ("002x", ["李小红"]),
        ("8123456", ["单勇"]),
        ("55516", ["李小宏"]),
        ("0795-5516", ["李小宏"]),
        ("永泰", ["单勇"]),
        ("永泰 李", []),
        ("临江 李 勇", ["李勇"]),
        ("12", []),
        ("%", []),
        ("_", []),
        ("", []),
        ("没有这个人", []),
    ],
)
def test_a_person_is_found_by_anything_known(register: Register, text: str, names: list[str]) -> None:
    person(register, "李小红", id_number=NUMBER)
    person(register, "李小宏", number=1, household=household(register, number="1", phone="0795-5516"))
    person(register, "单勇", "永泰镇", phone="13812345678")
    person(register, "李勇")
    assert sorted(found(register, text)) == sorted(names)


def test_the_exact_name_stands_before_those_that_begin_with_it(register: Register) -> None:
    for name in ("王李红", "李红梅", "李红"):
        person(register, name)
    assert found(register, "李红") == ["李红", "李红梅", "王李红"]
    assert found(register, "lh") == ["李红", "李红梅", "王李红"]
    assert found(register, "lihong") == ["李红", "李红梅", "王李红"]
    assert len(searching.find_people(register, "李", CLERK, limit=2)) == 2


def test_a_hit_tells_namesakes_apart_and_passes_the_gate(register: Register) -> None:
    whose = person(register, "张三", id_number=NUMBER)
    village = village_of("临江镇").name
    (hit,) = searching.find_people(register, "张三", CLERK)
    assert (hit.id, hit.title) == (whose.id, "张三")
    assert hit.detail == f"女 {date.today().year - 1949}岁 临江镇{village} {NUMBER}"
    (masked,) = searching.find_people(register, "张", VISITOR)
    assert (masked.title, NUMBER in masked.detail) == ("张○", False)
    assert searching.find_people(register, "张三", HELPER)[0].detail == hit.detail


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("张", ["张○"]),
        ("zhang", ["张○"]),
        ("z", ["张○"]),
        ("欧阳", ["欧阳○○"]),
        ("张三", []),
        ("三", []),
        ("zhangsan", []),
        ("zs", []),
        ("欧阳小", []),
        (NUMBER, []),
        (NUMBER[-4:], []),
        ("13812345678", []),
        ("临江", ["张○", "欧阳○○"]),
        ("张 临江", ["张○"]),
    ],
)
def test_a_visitor_finds_by_what_the_mask_leaves_and_by_nothing_else(
    register: Register, text: str, seen: list[str]
) -> None:
    person(register, "张三", id_number=NUMBER, phone="13812345678")
    person(register, "欧阳小红")
    assert sorted(hit.title for hit in searching.find_people(register, text, VISITOR)) == seen
    assert searching.find_people(register, text, Viewer("无角色")) == []


def test_what_is_saved_is_found_and_what_is_voided_is_not(register: Register) -> None:
    whose = person(register, "张三")
    whose.name = "章四"
    keeping.save(register, whose)
    assert (found(register, "张三"), found(register, "zhangsi")) == ([], ["章四"])
    keeping.void(register, whose, "重复")
    assert found(register, "章四") == []
    keeping.restore(register, whose)
    assert found(register, "章四") == ["章四"]


def test_a_new_phone_of_the_household_and_a_new_name_of_the_village_are_found(register: Register) -> None:
    home = household(register, number="1", phone="13800000001")
    person(register, "张三", household=home)
    home.phone = "13999999999"
    keeping.save(register, home)
    assert (found(register, "13800000001"), found(register, "3999999")) == ([], ["张三"])
    places.rename(register, village_of("临江镇"), "新桥村")
    assert found(register, "新桥") == ["张三"]
    places.add_alias(register, place("临江镇"), "老临江")
    assert found(register, "老临江") == ["张三"]


def test_every_person_has_an_entry(register: Register) -> None:
    with keeping.deed(register) as act:
        for number in range(1200):
            act.save(Person.new(name=f"李{number}"))
    assert SearchEntry.select().count() == Person.select().count() == 1200
    searching.refresh(register.db, range(1, 1201))
    assert SearchEntry.select().count() == 1200


def alike(register: Register, name: str, village: Place | None, **known: object) -> list[tuple[str, str]]:
    birth, key, editing = known.get("birth"), known.get("key", ""), known.get("person")
    village_id = village.id if village else None
    hits = searching.similar_people(register, name, birth, village_id, key, CLERK, editing)  # type: ignore[arg-type]
    return [(hit.title, hit.reason) for hit in hits]


def test_the_same_number_is_told_whatever_the_name(register: Register) -> None:
    person(register, "张三", id_number=NUMBER)
    assert alike(register, "李四", None, key=NUMBER) == [("张三", "证件号码相同")]
    assert alike(register, "李四", None) == []


@pytest.mark.parametrize(
    ("name", "number", "birth", "reason"),
    [
        ("李红", 0, date(1950, 6, 1), "同村同名"),
        ("李红", 0, None, "同村同名"),
        ("李宏", 0, date(1951, 1, 1), "同村同音"),
        ("李红", 1, date(1950, 6, 1), ""),
        ("李红", 0, date(1952, 6, 1), ""),
        ("李红梅", 0, date(1950, 6, 1), ""),
        ("", 0, date(1950, 6, 1), ""),
    ],
)
def test_who_may_be_the_same_in_the_village(
    register: Register, name: str, number: int, birth: date | None, reason: str
) -> None:
    person(register, "李红", birth=date(1950, 6, 1))
    told = alike(register, name, village_of("临江镇", number), birth=birth)
    assert told == ([("李红", reason)] if reason else [])


def test_a_surname_read_either_way_sounds_alike(register: Register) -> None:
    person(register, "覃芳")
    assert alike(register, "秦芳", village_of("临江镇")) == [("覃芳", "同村同音")]
    assert alike(register, "谭芳", village_of("临江镇")) == [("覃芳", "同村同音")]


def test_the_edited_the_voided_and_those_known_to_be_two_are_left_out(register: Register) -> None:
    one, two = person(register, "李红"), person(register, "李红")
    village = village_of("临江镇")
    assert alike(register, "李红", village, person=one.id) == [("李红", "同村同名")]
    keep_apart = NotDuplicate.new(first=one, second=two, decided_by="李敏", decided_at="2020-03-31")
    keep_apart.save()
    assert alike(register, "李红", village, person=one.id) == []
    assert alike(register, "李红", village, person=two.id) == []
    assert len(alike(register, "李红", village)) == 2
    keeping.void(register, two, "重复")
    assert len(alike(register, "李红", village)) == 1
    assert keep(register, Person.new(name="李红", village=village)).id
