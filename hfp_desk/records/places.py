"""Administrative divisions from the province to the village, and what a village is in a year (GB/T 10114)."""

from hfp_desk import fields as f
from hfp_desk.records.base import Column, Record, RecordType, Section, of


class Place(Record):
    """A division; 12-digit code with its level, renamed and merged without losing its old name."""

    code = f.text("区划代码", longest=12, chars=12, index=True, secrecy=f.Secrecy.PUBLIC, aliases=("行政区划代码",))
    level = f.code("层级", "place_level", index=True, secrecy=f.Secrecy.PUBLIC)
    name = f.text("名称", longest=60, chars=14, required=True, secrecy=f.Secrecy.PUBLIC)
    parent = f.link("上级", "self", secrecy=f.Secrecy.PUBLIC)
    aliases = f.text(
        "别名",
        longest=200,
        chars=20,
        secrecy=f.Secrecy.PUBLIC,
        help="名单中的其他写法、旧名，用顿号分开，导入时同样认得。",
    )
    sort = f.whole("排序", secrecy=f.Secrecy.PUBLIC)
    valid_from = f.day("启用日期", secrecy=f.Secrecy.PUBLIC)
    valid_to = f.day("撤并日期", secrecy=f.Secrecy.PUBLIC)
    successor = f.link("并入", "self", secrecy=f.Secrecy.PUBLIC)
    remark = f.text("备注", longest=500, chars=20, secrecy=f.Secrecy.PUBLIC)

    class Meta:
        """Lists are walked place by place, by name or in the official order."""

        indexes = (
            (("name",), False),
            (("sort",), False),
        )


class PlaceStatus(Record):
    """What a village is in one year: poor, deeply poor, key village, out of poverty; its people."""

    place = f.link("行政村", Place, required=True, secrecy=f.Secrecy.PUBLIC)
    year = f.whole("年度", low=1990, high=2100, required=True, secrecy=f.Secrecy.PUBLIC)
    status = f.code("村属性", "village_status", secrecy=f.Secrecy.PUBLIC)
    households = f.whole("总户数", secrecy=f.Secrecy.PUBLIC)
    population = f.whole("户籍人口", secrecy=f.Secrecy.PUBLIC)
    residents = f.whole("常住人口", secrecy=f.Secrecy.PUBLIC)
    remark = f.text("备注", longest=500, chars=20, secrecy=f.Secrecy.PUBLIC)


PLACE = RecordType(
    Place,
    title="行政区划",
    columns=(
        *of(Place.code, Place.level, Place.name),
        Column(Place.name, (Place.parent,), label="上级"),
        *of(Place.aliases, Place.valid_to),
        Column(Place.name, (Place.successor,), label="并入"),
    ),
    sections=(
        Section("区划", (Place.code, Place.level, Place.name, Place.parent, Place.aliases, Place.sort)),
        Section("变动", (Place.valid_from, Place.valid_to, Place.successor, Place.remark)),
    ),
    order=of(Place.code),
)

PLACE_STATUS = RecordType(
    PlaceStatus,
    title="村属性",
    columns=(
        Column(Place.name, (PlaceStatus.place, Place.parent), label="乡镇"),
        Column(Place.name, (PlaceStatus.place,), label="行政村"),
        *of(
            PlaceStatus.year,
            PlaceStatus.status,
            PlaceStatus.households,
            PlaceStatus.population,
            PlaceStatus.residents,
        ),
    ),
    sections=(
        Section(
            "村属性",
            (
                PlaceStatus.place,
                PlaceStatus.year,
                PlaceStatus.status,
                PlaceStatus.households,
                PlaceStatus.population,
                PlaceStatus.residents,
                PlaceStatus.remark,
            ),
        ),
    ),
    order=of(PlaceStatus.year),
)
