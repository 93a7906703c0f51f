"""Import of a list of 50,000 people × 40 columns against reading and inserting the same rows without any check.

Run: ``python tests/benchmarks/bench_import.py [rows]``. Baseline: calamine reads the file, sqlite3 inserts the rows
with ``executemany`` in one transaction. Measured: everything up to the preview (all checks, matching, rehearsal),
and the commit with history, backup and sealed original. Peak memory is that of a process which does nothing else.
"""

import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hfp_desk.rules.identity_number import check_digit

SPEED, MEMORY = 4, 600
COLUMNS = (
    *(
        "序号",
        "数据日期",
        "县(市、区、旗)",
        "乡(镇)",
        "行政村",
        "自然村",
        "户编号",
        "人编号",
        "姓名",
        "证件号码",
        "人数",
    ),
    *("与户主关系", "民族", "文化程度", "在校生状况", "健康状况", "劳动技能", "务工时间(月)", "是否参加大病保险"),
    *("致贫原因1", "危房户", "是否解决安全饮用水", "人均纯收入", "户联系电话", "人联系电话", "首次识别时间"),
    *("人员识别时间", "户类型", "易返贫致贫户(监测对象)类型", "风险是否消除", "风险识别时间", "风险消除时间"),
    *("性别", "出生日期", "证件类型", "健康卡号", "是否参加基本医疗保险", "人员状态", "备注", "慢性病证号"),
)


def rows(count: int) -> list[list[object]]:
    """Invented people, four to a household, in the villages of 樟树市."""
    from hfp_desk import divisions

    chance = random.Random(2020)
    county = divisions.county("360982")
    towns = {town.code: town.name for town in county.townships}
    villages = [(towns[village.parent], village.name) for village in county.villages]
    return [_row(chance, number, *chance.choice(villages)) for number in range(count)]


def _row(chance: random.Random, number: int, town: str, village: str) -> list[object]:
    pick = chance.choice
    sex = number % 2
    year, month, day = chance.randint(1935, 2018), chance.randint(1, 12), chance.randint(1, 28)
    first = f"360982{year}{month:02d}{day:02d}{number // 2 % 500:03d}"[:16] + str(2 * (number // 1000 % 5) + sex)
    house, place = divmod(number, 4)
    name = pick("赵钱孙李周吴郑王冯陈") + "".join(chance.choices("一二三山川明华国芳梅", k=2))
    return [
        *(number + 1, "20200331", "樟树市", town, village, f"{chance.randint(1, 12)}组"),
        *(f"36098{house:08d}", f"36098{house:08d}{place:02d}", name, first + check_digit(first), "4"),
        *("户主" if place == 0 else "其他", "汉族", pick(("小学", "初中", "高中", "文盲或半文盲")), ""),
        *(pick(("健康", "长期慢性病", "残疾", "长期慢性病,残疾")), pick(("普通劳动力", "无劳动力")), str(number % 13)),
        *(pick("是否"), pick(("因病", "因残", "因学")), "否", "是", str(chance.randint(2000, 12000))),
        *(f"13{chance.randint(0, 999999999):09d}", f"15{chance.randint(0, 999999999):09d}", "201312", "201312"),
        *(pick(("一般贫困户", "低保贫困户")), "", "", "", "", "男" if sex else "女", f"{year}-{month:02d}-{day:02d}"),
        *("居民身份证", f"JK{number:09d}", "是", "有此人", "", f"M{number:08d}"),
    ]


def write(path: Path, count: int) -> None:
    """The list as a workbook with a title and a head."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("名单")
    sheet.write_string(0, 0, "樟树市建档立卡贫困人口名单")
    for line, row in enumerate([list(COLUMNS), *rows(count)], start=1):
        sheet.write_row(line, 0, row)
    book.close()


def baseline(path: Path, folder: Path) -> float:
    """Seconds to read the cells and to insert them as they are."""
    from python_calamine import CalamineWorkbook

    began = time.perf_counter()
    cells = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    db = sqlite3.connect(folder / "plain.db")
    names = ",".join(f"c{number}" for number in range(len(COLUMNS)))
    db.execute(f"CREATE TABLE list ({names})")
    with db:
        db.executemany(f"INSERT INTO list VALUES ({','.join('?' * len(COLUMNS))})", cells[2:])
    db.close()
    return time.perf_counter() - began


def ours(path: Path, folder: Path) -> tuple[float, float]:
    """Seconds up to the preview, and for the commit."""
    from hfp_desk.excel.importing import commit, prepare
    from hfp_desk.store import setup

    register, _ = setup.new_register(
        folder / "bench.hfp", office="", county="360982", policy_name="zhangshu-2020", user="甲", password="bench-2020"
    )
    began = time.perf_counter()
    plan = prepare(register, path)
    shown = time.perf_counter()
    result = commit(register, plan)
    done = time.perf_counter()
    print(f"  {plan.counts} 批次 {result.batch}")
    register.close()
    return shown - began, done - shown


def _alone(job: str, path: Path) -> tuple[list[float], float]:
    """Run one job in a process of its own: what it measured, and its peak memory in MB."""
    told = subprocess.run([sys.executable, __file__, job, str(path)], capture_output=True, text=True, check=True)
    *words, last = told.stdout.strip().splitlines()
    print("\n".join(words))
    *seconds, peak = map(float, last.split())
    return seconds, peak


def _child(job: str, path: Path) -> None:
    jobs: dict[str, Callable[[Path, Path], float | tuple[float, float]]] = {"baseline": baseline, "ours": ours}
    with tempfile.TemporaryDirectory() as folder:
        found = jobs[job](path, Path(folder))
    seconds = found if isinstance(found, tuple) else (found,)
    print(*seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main(count: int) -> None:
    """Print the figures of both and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "名单.xlsx"
        write(path, count)
        (plain,), plain_peak = _alone("baseline", path)
        (preview, commit), peak = _alone("ours", path)
    print(f"导入 {count} 行 × {len(COLUMNS)} 列")
    print(f"  基准（calamine 读取 + executemany）  {plain:6.2f} 秒  {plain_peak:4.0f} MB")
    for label, seconds in (("全部检查到预览", preview), ("写入（备份、历史、检索、封存）", commit)):
        print(f"  {label:<28}  {seconds:6.2f} 秒  {seconds / plain:.2f} ×")
    print(f"  内存峰值 {peak:.0f} MB（上限 {MEMORY} MB）；检查到预览上限 {SPEED} ×")
    if preview > SPEED * plain or peak > MEMORY:
        sys.exit(1)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        _child(sys.argv[1], Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
