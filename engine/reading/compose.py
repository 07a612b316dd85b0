"""YAML text to located tree; the only door to PyYAML.

The C parser's events are composed here, and not by `yaml.compose`, because a scalar's raw text,
every key's place, duplicate keys and aliases have to survive: `0.30` stays `0.30`, `no` stays `no`.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from engine.dataclass import dataclass
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.reading.sure_edits import sure_edits, without_line
from engine.text.source import Source, Span
from engine.text.tree import Entry, Listing, Mapping, Node, Scalar, said

if TYPE_CHECKING:
    from collections.abc import Callable

DEEPEST = 60
MOST_SHARED = 20
# 60,000 units are as many; a scheme of 500 indicators has 15,000.
MOST_NODES = 100_000
_Looks = tuple[tuple[re.Pattern[str], str], ...]
_SCALAR: Any = yaml.ScalarEvent
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(source: Source) -> tuple[Node | None, list[Problem]]:
    """Return the tree of a one-document YAML text, or None when it has no readable tree.

    A duplicate key, alias, anchor or tag is a problem each, and the rest of the tree still stands.
    """
    node, problems = _read(source)
    if node is not None:
        return node, problems
    first = next((problem for problem in problems if problem.code is Code.YAML_SYNTAX and problem.span), None)
    edits = sure_edits(first.span, _read) if first and first.span else ()
    # The same slip on other lines goes with it, unless it is everywhere; others have their turn when it is mended.
    lines = {edit.span.line for edit in edits} if len(edits) <= MOST_SHARED else set()
    return None, [
        replace(problem, edits=edits)
        if problem is first or (problem.code is Code.YAML_SYNTAX and problem.span and problem.span.line in lines)
        else problem
        for problem in problems
    ]


def _read(source: Source) -> tuple[Node | None, list[Problem]]:
    composer, parser = _Composer(source), None
    try:
        parser = _LOADER(source.text)
        composer.take = parser.get_event
        node = composer.document()
    except yaml.MarkedYAMLError as error:
        return None, [*composer.problems, *(composer.odd or [_syntax_problem(source, error)])]
    except yaml.reader.ReaderError as error:
        return None, [*composer.problems, _character_problem(source, error)]
    except _StopReadingError:
        return None, composer.problems
    finally:
        if parser is not None:
            parser.dispose()
    if composer.odd:
        return None, [*(p for p in composer.problems if p.code is not Code.DUPLICATE_KEY), *composer.odd]
    return node, composer.problems


class _StopReadingError(Exception):
    """The text is not worth reading further; the reason is among the problems."""


@dataclass
class _Composer:
    source: Source
    problems: list[Problem] = field(default_factory=list)
    # What YAML takes for a part of the text that a person sees as a blank: all that follows is misread.
    odd: list[Problem] = field(default_factory=list)
    nodes: int = 0
    # Whether there is any such blank; nearly all texts are without.
    blanks: bool = field(init=False)
    # Gives the next event; within a document there always is one.
    take: Callable[[], Any] = field(init=False)

    def __post_init__(self) -> None:
        self.blanks = "\u3000" in self.source.text or "\u00a0" in self.source.text

    def document(self) -> Node | None:
        node: Node | None = None
        while (event := self.take()) is not None:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    help_ = "一个文件只写一份内容；请把“---”之后的部分移到另一个文件"
                    self._report(Code.SEVERAL_DOCUMENTS, "文件里有不止一份 YAML 文档", event, help_)
                    break
                node = self._node(self.take(), 0)
        if node is None or (isinstance(node, Scalar) and not node.text):
            name = self.source.name
            self.problems.append(Problem(Code.EMPTY_TEXT, f"“{name}”是空的", file=name, help="请确认选对了文件"))
            return None
        return node

    def _node(self, event: Any, depth: int) -> Node:  # noqa: ANN401  PyYAML has no event types
        self.nodes += 1
        if self.nodes > MOST_NODES or depth > DEEPEST:
            self._stop(event)
        if event.__class__ is _SCALAR and not self.blanks and event.anchor is None and event.tag is None:
            # Nearly all nodes are of this kind, and there are millions of them.
            return Scalar(event.value, not event.style, Span(self.source, event.start_mark.index, event.end_mark.index))
        if isinstance(event, yaml.AliasEvent):
            message, help_ = f"不能用“*{event.anchor}”引用别处的内容", "请把内容照写一遍，使每处都看得见实际内容"
            self._report(Code.ANCHOR_OR_TAG, message, event, help_)
            return Scalar("", plain=False, span=self._span(event))
        self._marked(event)
        if isinstance(event, yaml.ScalarEvent):
            span = self._span(event)
            if self.blanks and not event.style and (problem := _odd_space(self.source, span)):
                self.odd.append(problem)
            return Scalar(event.value, not event.style, span)
        return (
            self._listing(event, depth) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(event, depth)
        )

    def _stop(self, event: Any) -> NoReturn:  # noqa: ANN401
        """Tell that there are too many nodes, or too many within each other."""
        if self.nodes > MOST_NODES:
            help_ = "方案和单位数据是人工编辑的文件，不会有这么多内容；请确认没有选错文件"
            self._report(Code.TOO_LARGE, f"文件里的内容超过 {MOST_NODES // 10_000} 万项，不再往下读", event, help_)
        else:
            self._report(Code.TOO_DEEP, f"嵌套超过 {DEEPEST} 层", event, "请检查缩进和括号；分项一般不超过五层")
        raise _StopReadingError

    def _marked(self, event: Any) -> None:  # noqa: ANN401
        """Tell of an anchor and of a tag."""
        if event.anchor is not None:
            self._report(
                Code.ANCHOR_OR_TAG, f"不能用“&{event.anchor}”设锚点", event, "请删去这个标记；以 & 开头的文字请加引号"
            )
        if event.tag not in (None, "!"):
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._report(Code.ANCHOR_OR_TAG, f"不能用“{tag}”标记类型", event, "请删去这个标记；以 ! 开头的文字请加引号")

    def _listing(self, start: Any, depth: int) -> Listing:  # noqa: ANN401
        items = []
        while not isinstance(event := self.take(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Listing(tuple(items), self._span(start, event))

    def _mapping(self, start: Any, depth: int) -> Mapping:  # noqa: ANN401
        entries: dict[str, Entry] = {}
        take, node, depth = self.take, self._node, depth + 1
        while not isinstance(event := take(), yaml.MappingEndEvent):
            key, value = node(event, depth), node(take(), depth)
            if not isinstance(key, Scalar):
                message = "键应是一个词，这里却是一组内容"
                help_ = "如果这里本是一段文字，请用引号把它括起来"
                self.problems.append(Problem(Code.YAML_SYNTAX, message, key.span, help=help_))
            elif key.plain and key.text == "<<":
                message, help_ = "不能用“<<”合并别处的内容", "请把内容照写一遍，使每处都看得见实际内容"
                self.problems.append(Problem(Code.ANCHOR_OR_TAG, message, key.span, help=help_))
            elif key.text in entries:
                self.problems.append(_duplicate(Entry(key, value), entries[key.text]))
            else:
                entries[key.text] = Entry(key, value)
        return Mapping(tuple(entries.values()), self._span(start, event))

    def _span(self, start: Any, end: Any | None = None) -> Span:  # noqa: ANN401
        last = end or start
        return Span(self.source, start.start_mark.index, last.end_mark.index)

    def _report(self, code: Code, message: str, event: Any, help_: str) -> None:  # noqa: ANN401
        span = Span(self.source, event.start_mark.index, max(event.end_mark.index, event.start_mark.index))
        self.problems.append(Problem(code, message, span, help=help_))


def _duplicate(entry: Entry, first: Entry) -> Problem:
    edits = without_line(entry) if said(entry.value) == said(first.value) else ()
    return Problem(
        Code.DUPLICATE_KEY,
        f"“{entry.key.text}”写了两次",
        entry.key.span,
        help="同一处每个键只能写一次；请删去多余的一个，或改成不同的编号",
        also=(("第一次在这里", first.key.span),),
        edits=edits,
    )


def _character_problem(source: Source, error: yaml.reader.ReaderError) -> Problem:
    start = error.position if isinstance(error.position, int) else 0
    found = next((i for i, c in enumerate(source.text) if not c.isprintable() and c not in "\t\n\r"), start)
    return Problem(
        Code.YAML_SYNTAX,
        "这里有一个不可见的控制字符",
        Span(source, found, found + 1),
        help="多半是从别的程序粘贴带来的；请删去后重新输入这一处",
    )


# What the parser says, and what is usually behind it: for these, the place where the trouble began is the guilty one.
_CAUSES: tuple[tuple[str, str], ...] = (
    ("found unexpected end of stream", "从这里开始的引号没有配对；请在这段文字的末尾补上引号"),
    ("found unknown escape character", "双引号里的反斜杠“\\”另有含义；请把这段文字改用单引号括起来"),
    ("did not find expected ',' or", "从这里开始的括号没有配对，或括号里的文字含有半角逗号；建议改成一行一项的写法"),
    ("could not find expected ':'", "这一行像是一个键，但后面缺少半角冒号“:”"),
)
# What the parser says of the place itself, where what the line looks like does not matter.
_FAULTS: tuple[tuple[str, str], ...] = (
    ("did not find expected '-' indicator", "上面几行是以“- ”开头的列表，这一行却不是；请检查缩进，或补上“- ”"),
    ("block sequence entries are not allowed", "以“- ”开头的列表要另起一行写；值以 - 开头时请加引号"),
)
# Blanks that are none to YAML; where a group `at` is given, that is the place.
_BLANKS: _Looks = (
    (re.compile(r"^(?P<at>[ ]*\u3000[\u3000\u00a0 ]*)"), "行首有全角空格，请换成半角空格"),
    (
        re.compile(r"^(?P<at>[ ]*\u00a0[\u3000\u00a0 ]*)"),
        "行首有不间断空格（多从 Word 粘贴而来），请换成半角空格",
    ),
    (
        re.compile(r"[^\s:]:[ ]*(?P<at>\u00a0+)"),
        "冒号后面是不间断空格（多从 Word 粘贴而来），请删去后重打一个空格",
    ),
    (re.compile(r"[^\s:]:(?P<at>\u3000+)"), "冒号后面是全角空格，请换成半角空格"),
)
# What a line looks like, and what is usually behind it. The first that fits is told.
_LOOKS: _Looks = (
    *_BLANKS,
    (re.compile(r"^[ ]*\t"), "缩进只能用空格，不能用制表符（Tab）；请把行首的制表符换成空格"),
    (re.compile(r"^\s*(- )?[^\s:{\[\uff1a]+\uff1a"), "键后面的冒号应是半角“:”，并在其后空一格"),
    (re.compile(r":\s*(?P<at>[>|][=\w\d].*)"), '以 > 或 | 开头的值要加引号，如 ">= 99%"；达标线请写成“不低于: 99%”'),
    (re.compile(r":\s*(?P<at>[@`%*&!].*)"), "以 @ ` % * & ! 开头的值要加引号"),
    (re.compile(r"[\[{].*\uff0c"), "括号里各项之间应是半角逗号“,”，并在其后空一格；文字里有逗号时请加引号"),
    (
        re.compile(r"^[^{\[]*:\s[^{\[]*:\s"),
        "同一行里有两个“: ”；值里含冒号时请把整个值用引号括起来，或改用全角冒号“：”",
    ),
    (re.compile(r"^\s*(- )?[^\s:{\[\"']+:[^\s:]"), "半角冒号后面要空一格"),
    (re.compile(r"^\s*- "), "同一处不能既写“- ”开头的列表，又写“键: 值”；列表的每一项都要以“- ”开头，左边对齐"),
    (re.compile(r"[\[{]"), "方括号或花括号没有配对，或括号里的文字含有半角逗号；建议改成一行一项的写法"),
    (re.compile(r":\s+[\"']"), "引号没有配对，或引号外面还有文字；请检查这一行的引号"),
    (re.compile(r":\s"), "这一行的缩进与上一行不合：同级的键左边要对齐；上一行已经写了值的，下面不能再有下一级"),
)
# A key with a full-width colon and nothing behind it: whatever the line below looks like, this one is guilty.
_KEY_ALONE = re.compile(r"^\s*[^\s:{\[\uff1a]+\uff1a\s*$")
# A line that YAML took for running text, so that it stumbles only over the line below it.
_ABOVE: _Looks = (
    *_BLANKS,
    _LOOKS[len(_BLANKS) + 1],
    (re.compile(r"^\s*(- )?[^\s:{\[\"']+:[^\s:]"), "半角冒号后面要空一格"),
    (re.compile(r"^[^:#]+$"), "这一行像是一个键，但后面缺少半角冒号“:”"),
)


def _syntax_problem(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    """Place the parser's trouble where a person would look for it, and say what is usually behind it."""
    said, began = str(error.problem), error.context_mark
    mark = error.problem_mark or began
    index = min(mark.index, len(source.text)) if mark else 0
    line = source.line_of(index)
    for words, hint in _CAUSES:
        if words in said and began and source.line_of(began.index) < line:
            text = source.line_text(source.line_of(began.index))
            return _unreadable(source, began.index, _look(text, _LOOKS) if "':'" in words else "", hint)
    if "mapping values are not allowed" in said and line > 1:
        text = source.line_text(line - 1)
        alone = _KEY_ALONE.search(text) or _look(source.line_text(line), _LOOKS[:-1]) == ""
        if alone and (hint := _look(text, _ABOVE)):
            start = source.line_starts[line - 2]
            place = _looked_at(source, line - 1, _ABOVE)
            return place or _unreadable(source, start + len(text) - len(text.lstrip()), hint)
    stated = next((hint for words, hint in (*_FAULTS, _CAUSES[1]) if words in said), "")
    if not stated and (place := _looked_at(source, line, _LOOKS)):
        return place
    hint = stated or _look(source.line_text(line), _LOOKS)
    return _unreadable(source, index, hint, "请检查这一行和上一行的缩进、冒号和引号；同级的键左边要对齐", one=True)


def _unreadable(source: Source, start: int, *hints: str, one: bool = False) -> Problem:
    """Mark one character, or the rest of the line; the first hint that is there is told."""
    line = source.line_of(start)
    end = start + 1 if one else source.line_starts[line - 1] + len(source.line_text(line))
    span = Span(source, start, max(start, min(end, len(source.text))))
    return _misread(span, next(filter(None, hints)))


def _misread(span: Span, hint: str) -> Problem:
    return Problem(Code.YAML_SYNTAX, "这里不合 YAML 的写法，读不下去了", span, help=hint)


def _look(line: str, looks: _Looks) -> str:
    return next((hint for pattern, hint in looks if pattern.search(line)), "")


def _looked_at(source: Source, line: int, looks: _Looks) -> Problem | None:
    """Return what the first look that fits says, where that look knows the place."""
    text, start = source.line_text(line), source.line_starts[line - 1]
    match, hint = next(((found, hint) for pattern, hint in looks if (found := pattern.search(text))), (None, ""))
    if match is None or "at" not in match.re.groupindex:
        return None
    return _misread(Span(source, start + match.start("at"), start + match.end("at")), hint)


# A key or a list item behind a blank that is none to YAML, or a value that begins with one.
_ODD_START = re.compile(r"[\u3000\u00a0]")


def _odd_space(source: Source, span: Span) -> Problem | None:
    """Find a blank at the start of a plain text that was meant to set it off, and is now a part of it."""
    if "\u3000" not in span.text and "\u00a0" not in span.text:
        return None
    line = source.line_of(span.start)
    text, at = source.line_text(line), span.start - source.line_starts[line - 1]
    if text[:at].strip(" ") == "" and _ODD_START.match(span.text):
        # A paragraph may begin with full-width blanks; a key or a list may not.
        meant = re.match(r"[\u3000\u00a0 ]+(- |[^\s:]+:(\s|$))", text[at:])
        return _looked_at(source, line, _BLANKS[:2]) if meant else None
    if "\u00a0" in text and (span.text.startswith("\u00a0") or re.match(r"[^\s:]+:\u00a0", span.text)):
        return _looked_at(source, line, _BLANKS[2:3])
    return None
