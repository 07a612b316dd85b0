"""The word by which a scheme says that a finding is as it should be."""

from __future__ import annotations

from engine.vocabulary.shape import Field, MapOf, Text

SILENCES = Field(
    "silences", "不提示", MapOf(Text(), "代码", "原因"), "这里不再提示的问题代码和原因，如 S190: 上级文件如此规定"
)
