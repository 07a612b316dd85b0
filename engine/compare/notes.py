"""Write down changes as a walk finds them."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from engine.compare.change import Change, Kind
from engine.compare.words import value_text
from engine.dataclass import dataclass

if TYPE_CHECKING:
    from engine.compare.side import Side
    from engine.compare.where import Where
    from engine.text.source import Span
    from engine.text.tree import Node
    from engine.vocabulary.shape import Kind as ValueKind


@dataclass(frozen=True, slots=True)
class Notes:
    """The changes found so far, in the order of the new edition."""

    old: Side
    new: Side
    changes: list[Change] = field(default_factory=list)

    def take(self, change: Change) -> Change:
        """Take over a change whose place in the order has been reached."""
        self.changes.append(change)
        return change

    def changed(self, where: Where, said: str, before: Node, after: Node, kind: ValueKind) -> Change:
        """Note that a value is another now."""
        names = self.old.forms.mentioned(before, kind) | self.new.forms.mentioned(after, kind)
        texts = value_text(before, kind), value_text(after, kind)
        return self.take(
            Change(Kind.CHANGED, where.subject, said, where.path, before.span, after.span, *texts, names, where.weighs)
        )

    def added(self, where: Where, said: str, span: Span, value: Node, kind: ValueKind) -> Change:
        """Note that something is there that was not."""
        names = self.new.forms.mentioned(value, kind)
        text = value_text(value, kind)
        return self.take(
            Change(Kind.ADDED, where.subject, said, where.path, None, span, None, text, names, where.weighs)
        )

    def removed(self, where: Where, said: str, span: Span, value: Node, kind: ValueKind) -> Change:
        """Note that something is there no longer."""
        names = self.old.forms.mentioned(value, kind)
        text = value_text(value, kind)
        return self.take(
            Change(Kind.REMOVED, where.subject, said, where.path, span, None, text, None, names, where.weighs)
        )
