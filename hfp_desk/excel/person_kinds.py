"""What lists of persons' records have in common: whose the record is, the column of diseases, how a kind is made."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from peewee import Field

from hfp_desk.excel.parts import ListKind, Mode, Part
from hfp_desk.records import MANAGED_CASE, PERSON, ManagedCase, Person, RecordType

ILLNESS = "illness.disease"
"""The column that names diseases in the sender's words."""

WHOSE = Part(
    "person",
    PERSON,
    Mode.FILL,
    (
        *(Person.name, Person.id_number, Person.town, Person.village, Person.sex, Person.birth, Person.phone),
        *(Person.number, Person.id_document),
    ),
    also={"name": ("患者", "病人", "对象姓名", "服务对象", "受检者", "受检者姓名", "被调查人", "孕妇姓名", "母亲姓名")},
)
ILLNESSES = Part(
    "illness",
    MANAGED_CASE,
    Mode.FILL,
    (ManagedCase.disease,),
    words={
        "disease": (
            *("管理病种", "病种", "慢病病种", "随访病种", "慢性病病种", "慢病类别", "疾病名称", "所患慢病", "患病种类"),
            *("疾病", "病名", "诊断", "疾病类型", "慢性病名称"),
        )
    },
)
_DERIVED = frozenset({"person", "restricted", "programme", "case"})


def stated(record: RecordType, *left: str) -> tuple[Field[Any], ...]:
    """What a sender may write of a record: no links, nothing that follows from the policy."""
    return tuple(one for one in record.fields if one.name not in {*left, *_DERIVED} and not hasattr(one, "rel_model"))


PRESSURE = ("血压", "血压(mmHg)", "收缩压/舒张压", "血压值", "血压(收缩压/舒张压)")


def list_of(
    key: str,
    record: RecordType,
    titles: tuple[str, ...],
    required: tuple[str, ...],
    *more: Part,
    also: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    fields: tuple[Field[Any], ...] = (),
    variant: str = "",
) -> ListKind:
    """A kind of list whose rows are records of one type; ``variant`` tells several of one name apart."""
    return ListKind(
        key + variant,
        key,
        titles[0],
        (Part(record.name, record, fields=fields or stated(record), also=also), *more, WHOSE),
        (*required, "person.name"),
        titles[1:],
        spans=True,
    )
