"""What a signing ledger says of groups, doctors, teams and reasons: found or told, never guessed."""

from pathlib import Path

from hfp_desk.records import Contract, Doctor, FollowUp, ManagedCase, Place, Team, TeamMember
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register
from tests.data.senders import bring, number, outcomes
from tests.domain.test_import_signing_odd import kept, ledger, told


def test_words_for_groups_that_nobody_knows_are_told_and_the_others_count(register: Register, tmp_path: Path) -> None:
    plan = bring(register, ledger(tmp_path, {"人群分类": "高血压、脑梗塞后遗症"}))
    assert outcomes(plan) == {3: "new"}
    assert told(plan, "W-GROUP-UNKNOWN").found == "脑梗塞后遗症"
    assert "脑梗塞后遗症" in kept(register)
    with register.session():
        assert ([one.programme for one in ManagedCase.select()], Contract.get().groups) == (["1"], ("04",))


def test_without_a_disease_the_visits_are_those_of_the_open_cases(register: Register, tmp_path: Path) -> None:
    bring(register, ledger(tmp_path, {"第1次随访": None, "血压": None}))
    plan = bring(
        register, ledger(tmp_path, {"人群分类": "老年人"}, {"姓名": "万兵", "身份证号": number(2), "人群分类": ""})
    )
    assert told(plan, "W-VISIT-PROGRAMME").row == 4
    with register.session():
        assert [(one.person.name, one.programme) for one in FollowUp.select()] == [("何建桂", "1")]
        assert set(Contract.get(Contract.id == 1).groups) == {"03", "04"}


def test_the_poor_without_a_disease_are_visited_as_such(register: Register, tmp_path: Path) -> None:
    bring(register, ledger(tmp_path, {"人群分类": "建档立卡贫困人口"}))
    with register.session():
        assert [one.programme for one in FollowUp.select()] == ["5"]


def test_doctors_are_found_by_name_and_township_and_never_guessed(register: Register, tmp_path: Path) -> None:
    with register.session():
        here, there = (Place.get(Place.name == name) for name in ("洲上乡", "临江镇"))
        one = Doctor.new(name="汪志根", town=here)
        keeping.save(register, one, Doctor.new(name="汪志根", town=there), Doctor.new(name="马梅香", town=here))
        keeping.save(register, Doctor.new(name="马梅香", town=here), Doctor.new(name="丁飞丽", town=there))
    rows: list[dict[str, object]] = [
        {},
        {"姓名": "万兵", "身份证号": number(2), "签约医生": "马梅香"},
        {"姓名": "姜毛香", "身份证号": number(3), "签约医生": "丁飞丽"},
    ]
    plan = bring(register, ledger(tmp_path, *rows))
    assert told(plan, "W-DOCTOR-SEVERAL").found == "马梅香"
    assert "2 名" in told(plan, "N-DOCTOR-UNKNOWN").message
    with register.session():
        found = {each.doctor_name: each.doctor.id if each.doctor else None for each in Contract.select()}
        assert found == {"汪志根": one.id, "马梅香": None, "丁飞丽": None}


def test_the_members_of_a_team_say_who_its_doctor_is(register: Register, tmp_path: Path) -> None:
    with register.session():
        here = Place.get(Place.name == "洲上乡")
        one, other = Doctor.new(name="汪志根", town=here), Doctor.new(name="汪志根", town=here)
        team = Team.new(name="第1团队", town=here)
        keeping.save(register, one, other, team)
        keeping.save(register, TeamMember.new(team=team, name="汪志根", role="4", doctor=other))
    bring(register, ledger(tmp_path, {}))
    with register.session():
        assert (Contract.get().doctor.id, Contract.get().team.id) == (other.id, team.id)
        assert Team.select().count() == 1


def test_reasons_for_not_signing_are_a_state(register: Register, tmp_path: Path) -> None:
    heads = ["姓名", "身份证号", "乡镇", "村", "是否签约", "未签约原因", "签约日期"]
    rows: list[dict[str, object]] = [
        {"是否签约": "否", "未签约原因": "外出务工", "签约日期": None},
        {"姓名": "万兵", "身份证号": number(2), "是否签约": "是"},
        {"姓名": "姜毛香", "身份证号": number(3), "是否签约": None, "签约日期": None},
    ]
    path = ledger(tmp_path, *rows, heads=heads)
    plan = bring(register, path)
    assert outcomes(plan) == {3: "new", 4: "new", 5: "reject"}
    assert told(plan, "E-SIGNING-EMPTY").row == 5
    with register.session():
        assert {(one.person.name, one.state, one.unsigned_reason) for one in Contract.select()} == {
            ("何建桂", "5", "4"),
            ("万兵", "1", ""),
        }
    assert not bring(register, path).writes
