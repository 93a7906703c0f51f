"""Hospitals, township health centres and village clinics (issue 4 adds equipment, doctors and licences)."""

from hfp_desk import fields as f
from hfp_desk.records.base import Column, Record, RecordType, Section, of
from hfp_desk.records.places import Place


class Institution(Record):
    """A medical institution as hospitals write it in their lists, with its other spellings."""

    name = f.text(
        "机构名称",
        longest=80,
        chars=18,
        required=True,
        index=True,
        secrecy=f.Secrecy.PUBLIC,
        aliases=("医院名称", "医疗机构名称"),
    )
    code = f.text("机构代码", longest=22, chars=22, index=True, secrecy=f.Secrecy.PUBLIC, aliases=("医疗机构代码",))
    kind = f.code("机构类别", "hospital_kind", secrecy=f.Secrecy.PUBLIC, aliases=("医院类别",))
    level = f.code("医院级别", "hospital_level", secrecy=f.Secrecy.PUBLIC, aliases=("机构级别",))
    grade = f.code("医院等次", "hospital_grade", secrecy=f.Secrecy.PUBLIC)
    area = f.code("属地", "area", secrecy=f.Secrecy.PUBLIC)
    town = f.link("乡镇", Place, secrecy=f.Secrecy.PUBLIC)
    designated = f.yes_no("大病定点", secrecy=f.Secrecy.PUBLIC, source="GJ 二(一)1")
    one_stop_window = f.yes_no("一站式窗口", secrecy=f.Secrecy.PUBLIC, source="DZ (二)")
    aliases = f.text("别名", longest=200, chars=20, secrecy=f.Secrecy.PUBLIC)
    phone = f.phone("机构电话", secrecy=f.Secrecy.PUBLIC)
    remark = f.text("备注", longest=500, chars=20, secrecy=f.Secrecy.PUBLIC)


INSTITUTION = RecordType(
    Institution,
    title="医疗机构",
    columns=(
        *of(Institution.name, Institution.kind, Institution.level, Institution.grade, Institution.area),
        Column(Place.name, (Institution.town,), label="乡镇"),
        *of(Institution.designated, Institution.one_stop_window, Institution.code, Institution.phone),
    ),
    sections=(
        Section(
            "机构",
            (
                Institution.name,
                Institution.code,
                Institution.kind,
                Institution.level,
                Institution.grade,
                Institution.area,
                Institution.town,
            ),
        ),
        Section(
            "服务",
            (
                Institution.designated,
                Institution.one_stop_window,
                Institution.phone,
                Institution.aliases,
                Institution.remark,
            ),
        ),
    ),
    order=of(Institution.name),
)
