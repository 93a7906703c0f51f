"""What else is asked about a list: whose list it is, words no code list knows, and by which rule it goes in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hfp_desk.codes import code_list
from hfp_desk.excel.asking import Answer
from hfp_desk.excel.guessing import Guesses
from hfp_desk.excel.outcomes import Choices, Which
from hfp_desk.excel.planning import Plan, UnknownWord
from hfp_desk.kinds import Day, Unreadable
from ui.editors.lines import DayEditor
from ui.pages.importing.looking import Sitting
from ui.widgets.choices import Choice, ChoiceField
from ui.widgets.parts import label, rule, tight

_WIDTH = 320
_WHICH = ((Which.BOTH, "新增和更新"), (Which.ONLY_NEW, "只新增，不改动已有记录"), (Which.ONLY_KNOWN, "只更新，不新增"))
_MOST_WORDS = 60


class WordRow(QWidget):
    """One word of the sender's and the answer to it."""

    def __init__(self, word: UnknownWord, answers: Callable[[UnknownWord], Sequence[Answer]]) -> None:
        super().__init__()
        self.word = word
        self.value = ""
        self._offered = cache(lambda: answers(word))
        self.field = ChoiceField(self._find)
        self.field.setPlaceholderText(self._proposal())
        self.field.setAccessibleName(f"“{word.written}”的含义")
        self.field.chosen.connect(self._chosen)
        self.field.textEdited.connect(self._typed)
        column = QVBoxLayout(self)
        tight(column, (0, 4, 0, 4), 2)
        column.addWidget(label(f"{word.label}　“{word.written}”　{word.count:,} 处", wrap=True))
        column.addWidget(self.field)

    def _proposal(self) -> str:
        likely = "、".join(title for _, title in self.word.suggestions)
        return f"是不是{likely}？按 ↓ 选择" if likely else "按 ↓ 选择；空着保留原文"

    def _find(self, text: str) -> list[Choice]:
        return [
            Choice(answer.value, answer.label, hint=answer.hint or ("相近" if answer.likely else ""))
            for answer in self._offered()
            if text in answer.label + answer.hint
        ]

    def _chosen(self, choice: Choice) -> None:
        self.value = str(choice.value)

    def _typed(self, _text: str) -> None:
        self.value = ""


class Questions(QScrollArea):
    """``choices`` adds what is answered here to the choices made elsewhere."""

    def __init__(self, answers: Callable[[UnknownWord], Sequence[Answer]]) -> None:
        super().__init__()
        self._answers = answers
        self.words: list[WordRow] = []
        self.setFixedWidth(_WIDTH)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._guesses = Guesses()
        self._identity = ""

    def show_sitting(self, sitting: Sitting) -> None:
        """Ask what this file leaves open."""
        plan, choices = sitting.plan, sitting.choices
        panel = QFrame()
        panel.setProperty("panel", True)
        self._column = QVBoxLayout(panel)
        tight(self._column, (16, 12, 16, 12), 4)
        self.words = []
        if plan is not None:
            self._ask_words(plan)
            self._ask_whose(plan)
        self._ask_rules(choices)
        self._column.addStretch(1)
        self.setWidget(panel)

    def first_asked(self) -> QWidget | None:
        """The first word without an answer."""
        return self.words[0].field if self.words else None

    def choices(self, before: Choices) -> Choices:
        """What is answered here, added to ``before``."""
        answers = dict(before.answers)
        answers.update({(row.word.key, row.word.written): row.value for row in self.words if row.value})
        which = next(
            which for (which, _), button in zip(_WHICH, self.which.buttons(), strict=True) if button.isChecked()
        )
        told = replace(
            before,
            answers=answers,
            which=which,
            clear_blanks=self.blanks.isChecked(),
            accept_candidates=self.candidates.isChecked(),
        )
        return self._with_whose(told)

    def _with_whose(self, before: Choices) -> Choices:
        """Only what differs from the guess was said by the clerk."""
        guesses = self._guesses
        hospital, sender = self.hospital.text().strip(), self.origin.text().strip()
        try:
            day = self.listed_on.value()
        except Unreadable:
            day = None
        return replace(
            before,
            hospital=hospital if hospital != guesses.hospital else before.hospital,
            sender=sender if sender and sender != guesses.source else before.sender,
            identity=self._identity if self._identity != guesses.identity else before.identity,
            listed_on=day if day is not None and day.isoformat() != guesses.listed_on else before.listed_on,
        )

    def _ask_words(self, plan: Plan) -> None:
        if not plan.unknown:
            return
        self._title(
            f"不认识的写法 {len(plan.unknown)}", "各答一次，以后的名单自动照办；空着的保留原文，不影响其余内容。"
        )
        for word in plan.unknown[:_MOST_WORDS]:
            row = WordRow(word, self._answers)
            self.words.append(row)
            self._column.addWidget(row)
        if len(plan.unknown) > _MOST_WORDS:
            self._column.addWidget(label(f"其余 {len(plan.unknown) - _MOST_WORDS} 种写法见回执。", "quiet", "small"))
        self._rule()

    def _ask_whose(self, plan: Plan) -> None:
        self._guesses = next((one.table.guesses for one in plan.sheets if one.table is not None), Guesses())
        targets = {column.target for one in plan.sheets for column in one.columns}
        records = {part.name for kind in plan.kinds for part in kind.parts}
        identities = any(kind.principal.name == "identity" for kind in plan.kinds)
        rosters = any(kind.of_villages for kind in plan.kinds)
        self._identity = self._guesses.identity
        self.hospital, self.origin = QLineEdit(self._guesses.hospital), QLineEdit(self._source(plan))
        self.origin.setPlaceholderText("如 市民政局")
        self.identity = ChoiceField(_find_identity)
        self.identity.setText(code_list("identity").shown(self._identity) if self._identity else "")
        self.identity.chosen.connect(self._take_identity)
        self.listed_on = DayEditor(Day(), lambda: plan.work.today.year)
        self.listed_on.setText(self._guesses.listed_on)
        asked = (
            ("救治机构", self.hospital, "treatment" in records and "treatment.hospital" not in targets),
            ("人员身份", self.identity, identities and "identity.kind" not in targets),
            ("名单日期", self.listed_on, identities or rosters),
            ("报送单位", self.origin, True),
        )
        self._title("名单信息", "从标题和文件名得来，不对的请改。")
        for words, field, wanted in asked:
            if wanted:
                self._column.addWidget(label(words, "quiet", "small"))
                self._column.addWidget(field)
                field.setAccessibleName(words)
            else:
                field.setParent(self)
                field.hide()
        if identities and not self._guesses.identity_sure:
            self._column.addWidget(label("人员身份是按表头推测的，请核对。", "warn", "small", wrap=True))
        self._rule()

    def _source(self, plan: Plan) -> str:
        """Who sent the list; the file's own name is no office."""
        return self._guesses.source if self._guesses.source != plan.path.stem[:60] else ""

    def _ask_rules(self, choices: Choices) -> None:
        self._title("导入规则", "")
        self.which = QButtonGroup(self)
        for which, words in _WHICH:
            button = QRadioButton(words)
            button.setChecked(choices.which is which)
            self.which.addButton(button)
            self._column.addWidget(button)
        self.blanks = QCheckBox("来表空白的，清除登记簿原有内容")
        self.blanks.setChecked(choices.clear_blanks)
        self.candidates = QCheckBox("没有证件号码、同名同村仅一人的，\n认定为同一人")
        self.candidates.setChecked(choices.accept_candidates)
        self._column.addSpacing(4)
        self._column.addWidget(self.blanks)
        self._column.addWidget(self.candidates)

    def _take_identity(self, choice: Choice) -> None:
        self._identity = str(choice.value)

    def _title(self, words: str, note: str) -> None:
        self._column.addWidget(label(words, level="section"))
        if note:
            self._column.addWidget(label(note, "quiet", "small", wrap=True))

    def _rule(self) -> None:
        self._column.addSpacing(8)
        self._column.addWidget(rule())
        self._column.addSpacing(8)


def _find_identity(text: str) -> list[Choice]:
    return [Choice(item.code, item.label) for item in code_list("identity").offered() if text in item.label]
