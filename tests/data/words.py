"""Small vocabularies modelled on the lists that offices send; the real ones come from the records."""

from hfp_desk.excel.looks import like_day, like_identity, like_money, like_phone
from hfp_desk.excel.vocabulary import Target, Vocabulary

TOWN = Target("town", "乡镇", ("乡(镇)", "镇街", "乡镇街道"), group=True)
VILLAGE = Target("village", "行政村", ("村", "村居"), group=True)
NAME = Target("name", "姓名", ("患者姓名", "户主姓名"), required=True)
ID = Target("id", "证件号码", ("身份证号", "公民身份号码", "户主身份证号"), like_identity, required=True)
PEOPLE = Vocabulary(
    (
        TOWN,
        VILLAGE,
        Target("household", "户编号"),
        NAME,
        ID,
        Target("relation", "与户主关系"),
        Target("nation", "民族"),
        Target("health", "健康状况"),
        Target("cause", "致贫原因", ("致贫原因1", "主要致贫原因")),
        Target("phone", "联系电话", ("人联系电话",), like_phone),
    ),
    titles=("贫困人口",),
)
STAYS = Vocabulary(
    (
        TOWN,
        VILLAGE,
        NAME,
        ID,
        Target("disease", "病种"),
        Target("admitted", "入院日期", ("入院时间", "住院时间｜起"), like_day),
        Target("left", "出院日期", ("出院时间", "住院时间｜止"), like_day),
        Target("total", "总费用", ("住院总费用",), like_money, required=True),
        Target("basic", "基本医保"),
        Target("other", "其他报销", ("费用及报销情况｜其他",)),
        Target("own", "个人自付"),
    ),
    titles=("救治",),
)
IDENTITIES = Vocabulary(
    (
        TOWN,
        VILLAGE,
        NAME,
        ID,
        Target("since", "开始享受时间"),
        Target("money", "月保障金"),
        Target("heads", "保障人口"),
    ),
    titles=("低保", "特困"),
)
KINDS = {"people": PEOPLE, "stays": STAYS, "identities": IDENTITIES}
