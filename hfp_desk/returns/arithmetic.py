"""The rules of a return, read by Python's own parser: comparisons and sums of columns, nothing else.

``treated <= verified`` · ``total == basic + major + own`` · ``last(ever) <= ever`` · ``clinics.villages == villages``.
"""

import ast
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache

Value = Decimal | None
Lookup = Callable[[str, str, bool], Value]
"""The value of a column: of which return ("" is this one), which column, whether of the period before."""

_SIGNS: dict[type[ast.cmpop], tuple[str, Callable[[Decimal, Decimal], bool]]] = {
    ast.LtE: ("≤", lambda a, b: a <= b),
    ast.GtE: ("≥", lambda a, b: a >= b),
    ast.Lt: ("＜", lambda a, b: a < b),
    ast.Gt: ("＞", lambda a, b: a > b),
    ast.Eq: ("＝", lambda a, b: a == b),
}
_STEPS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
}


@cache
def _parsed(rule: str) -> ast.Compare:
    made = ast.parse(rule, mode="eval").body
    if not isinstance(made, ast.Compare) or len(made.ops) != 1 or type(made.ops[0]) not in _SIGNS:
        raise SyntaxError
    return made


def mistake(rule: str, names: Iterable[str]) -> str:
    """What is wrong with a rule, empty when it can be reckoned with these columns."""
    try:
        made = _parsed(rule)
        sides = [*_columns(made.left), *_columns(made.comparators[0])]
    except (SyntaxError, ValueError):
        return f"审核关系“{rule}”看不懂，请写成 a <= b、a == b + c 这样的式子"
    known = set(names)
    lost = next((column for table, column, _ in sides if not table and column not in known), "")
    return f"审核关系里没有名为“{lost}”的栏目" if lost else ""


def named(rule: str) -> tuple[tuple[str, str, bool], ...]:
    """The columns of a rule: return ("" is its own), column, whether of the period before."""
    made = _parsed(rule)
    return (*_columns(made.left), *_columns(made.comparators[0]))


def holds(rule: str, value: Lookup) -> tuple[bool, Value, Value] | None:
    """Whether the rule holds, and what stands on its two sides; None while something it needs is empty."""
    made = _parsed(rule)
    left, right = _value(made.left, value), _value(made.comparators[0], value)
    if left is None or right is None:
        return None
    return _SIGNS[type(made.ops[0])][1](left, right), left, right


def worded(rule: str, label: Callable[[str, str, bool], str]) -> str:
    """The rule with the headings of its columns: 已救治 ≤ 核准."""
    made = _parsed(rule)
    return f"{_words(made.left, label)} {_SIGNS[type(made.ops[0])][0]} {_words(made.comparators[0], label)}"


def figures(rule: str, left: Value, right: Value) -> tuple[Value, ...]:
    """Of the two sides of a rule the values of those that are counted: a number that the rule itself names is none."""
    made = _parsed(rule)
    sides = ((made.left, left), (made.comparators[0], right))
    return tuple(value for side, value in sides if _columns(side))


def _columns(node: ast.expr) -> list[tuple[str, str, bool]]:
    match node:
        case ast.Name(id=name):
            return [("", name, False)]
        case ast.Attribute(value=ast.Name(id=table), attr=name):
            return [(table, name, False)]
        case ast.Call(func=ast.Name(id="last"), args=[inner], keywords=[]):
            return [(table, name, True) for table, name, _ in _columns(inner)]
        case ast.BinOp(left=left, op=step, right=right) if type(step) in _STEPS:
            return _columns(left) + _columns(right)
        case ast.Constant(value=int() | float()):
            return []
    raise ValueError


def _value(node: ast.expr, value: Lookup) -> Value:
    match node:
        case ast.Constant(value=number):
            return Decimal(str(number))
        case ast.BinOp(left=left, op=step, right=right):
            one, other = _value(left, value), _value(right, value)
            return None if one is None or other is None else _STEPS[type(step)](one, other)
    return value(*_columns(node)[0])


def _words(node: ast.expr, label: Callable[[str, str, bool], str]) -> str:
    match node:
        case ast.Constant(value=number):
            return str(number)
        case ast.BinOp(left=left, op=step, right=right):
            sign = {ast.Add: "＋", ast.Sub: "－", ast.Mult: "×"}[type(step)]
            return f"{_words(left, label)} {sign} {_words(right, label)}"
    return label(*_columns(node)[0])
