"""What was made of forms, for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.forms.form import FormKind, Part
from engine.report.table import table_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.forms.asking import Asking
    from engine.forms.layout import Layout

_WRITTEN = {"new": "新写", "unchanged": "未变", "overwritten": "已覆盖"}
_NEXT = "填好交回的放在一个文件夹里，如“收回”，再运行 kaohe form import 收回。"


@dataclass(frozen=True, slots=True)
class Made:
    """A form: its file, what it was made from and how it is laid out, and what became of the file (`new`)."""

    file: str
    asking: Asking
    layout: Layout
    written: str

    @property
    def number(self) -> int:
        """How many values are asked for."""
        return sum(slot.part is Part.VALUE for slot in self.layout.form.slots)

    @property
    def filled(self) -> int:
        """How many of them are filled in already."""
        values = [slot for slot in self.layout.form.slots if slot.part is Part.VALUE]
        known, unit = self.asking.known, self.asking.head.unit
        given = [
            known.marks.get((slot.unit or unit, slot.fact, slot.rater))
            if slot.rater
            else known.given.get((slot.unit or unit, f"{slot.fact}.{slot.period}" if slot.period else slot.fact))
            for slot in values
        ]
        return sum(each is not None and each.value not in (None, "") for each in given)

    @property
    def whom(self) -> str:
        """Who fills it in, or for whom."""
        head = self.asking.head
        if head.kind is FormKind.UNIT:
            return head.unit
        return head.rater or f"{len(units_in(self.layout))} 个单位"


def units_in(layout: Layout) -> list[str]:
    """Return the units that a form for all of them asks of."""
    return list(dict.fromkeys(slot.unit for slot in layout.form.slots if slot.unit))


def made_text(folder: str, forms: Sequence[Made]) -> str:
    """Say what was made, and what is not in the forms."""
    rows = [[each.file, each.whom, str(each.number), str(each.filled), _WRITTEN[each.written]] for each in forms]
    table = table_text(["文件", "填报方", "项数", "已填", "结果"], rows, right=(2, 3))
    lines = [table, "", f"共 {len(forms)} 份，在“{folder}”，来源记为“{forms[0].asking.head.origin}”。"]
    left = dict.fromkeys(line.name for each in forms for line in each.layout.left_to_raters)
    lines += [f"“{name}”由评委打分，不在表里；评分表用 --marking {name} --assessor 评委1 制作。" for name in left]
    if any(each.asking.head.illustrative for each in forms):
        lines.append("【示例】已填的数据是编造的示例，表里已经注明。")
    lines.append(_NEXT)
    return "\n".join(lines)


def made_json(folder: str, forms: Sequence[Made]) -> str:
    """Tell programs the same."""
    told = [
        {
            "file": each.file,
            "kind": each.asking.head.kind.name.lower(),
            "unit": each.asking.head.unit or None,
            "assessor": each.asking.head.rater or None,
            "origin": each.asking.head.origin,
            "values": each.number,
            "filled": each.filled,
            "illustrative": each.asking.head.illustrative,
            "written": each.written,
        }
        for each in forms
    ]
    return json.dumps({"schema": "kaohe/form-make@1", "folder": folder, "forms": told}, ensure_ascii=False, indent=2)
