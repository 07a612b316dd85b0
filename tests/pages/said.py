"""What an example on a page says when it is read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.read_cases import read_cases
from engine.sentences.sentence import sentence
from engine.text.source import Source
from tests.pages.markdown import CHAPTERS, blocks

if TYPE_CHECKING:
    from tests.pages.markdown import Made


def quoted(page: str, of: Made) -> str:
    """The sentences of the parts that `of` names, as the block above says them."""
    example = [block for block in blocks(page) if block.start < of.start and block.language == "yaml"][-1]
    read, problems = read_cases(Source("例子.yaml", example.text), CHAPTERS)
    assert read is not None, problems
    told = {name: sentence(read.scheme, name) for name in of.names}
    assert all(told.values()), told
    return ">\n".join(f"> {each}\n" for each in told.values())
