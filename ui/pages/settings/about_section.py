"""关于: versions, and under which licences the program and its parts come."""

import platform
from importlib import metadata

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hfp_desk import VERSION
from ui.desk import Desk
from ui.office import Office
from ui.pages.settings.table import Table
from ui.widgets.panels import CardPanel
from ui.widgets.parts import label, tight

KEY = "about"
_PARTS = (
    ("PySide6-Essentials", "窗口（Qt）", "LGPL-3.0"),
    ("sqlcipher3", "加密数据库（SQLCipher）", "BSD"),
    ("peewee", "数据库存取", "MIT"),
    ("argon2-cffi", "密码派生（Argon2）", "MIT"),
    ("cryptography", "密钥包裹（AES-GCM）", "Apache-2.0 / BSD"),
    ("reportlab", "PDF 排版", "BSD"),
    ("pypdfium2", "PDF 预览（PDFium）", "Apache-2.0 / BSD"),
    ("python-calamine", "读取表格", "MIT"),
    ("openpyxl", "写回表格", "MIT"),
    ("XlsxWriter", "导出表格", "BSD"),
    ("pypinyin", "拼音", "MIT"),
)
_DATA = (
    ("随附字体", "", "SIL OFL 1.1"),
    ("2023 年行政区划", "", "见 resources/places/LICENSE.txt"),
)


class AboutSection(QWidget):
    """What to tell when asking for help."""

    def __init__(self, _desk: Desk, office: Office) -> None:
        super().__init__()
        card = CardPanel("健康扶贫台账 HFP Desk")
        for line in (
            f"版本 {VERSION}　Python {platform.python_version()}　{platform.system()} {platform.release()}",
            f"登记簿 {office.register.path}",
            "本程序不联网：不上传、不下载、不检查更新，也不向任何人发送使用情况；所有内容只在本机和您选定的文件夹里。",
            "登记簿整本加密，没有密码和恢复单谁也打不开；备份和留存的来表同样加密，临时文件在退出和启动时清除。",
            "本程序以 MIT 许可发布，全文见程序文件夹中的 LICENSE。",
        ):
            card.body.addWidget(label(line, wrap=True))
        table = Table((("组成部分", 26), ("用途", 26), ("版本", 12), ("许可", 30)))
        table.put(
            [
                *((name, use, _version(name), terms) for name, use, terms in _PARTS),
                *((n, u, "", t) for n, u, t in _DATA),
            ]
        )
        parts = CardPanel("所含软件和数据的许可")
        parts.body.addWidget(table, 1)
        column = QVBoxLayout(self)
        tight(column, spacing=12)
        column.addWidget(card)
        column.addWidget(parts, 1)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
