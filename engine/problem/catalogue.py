"""A page for every problem code; `kaohe explain` shows them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.problem.catalogue_bulk import BULK_PAGES
from engine.problem.catalogue_cases import CASE_PAGES
from engine.problem.catalogue_export import EXPORT_PAGES
from engine.problem.catalogue_facts import FACT_PAGES
from engine.problem.catalogue_files import FILE_PAGES
from engine.problem.catalogue_forms import FORM_PAGES
from engine.problem.catalogue_formulas import FORMULA_PAGES
from engine.problem.catalogue_items import ITEM_PAGES
from engine.problem.catalogue_lint import LINT_PAGES
from engine.problem.catalogue_papers import PAPER_PAGES
from engine.problem.catalogue_scheme import SCHEME_PAGES
from engine.problem.catalogue_sheets import SHEET_PAGES
from engine.problem.catalogue_tables import TABLE_PAGES
from engine.problem.catalogue_use import USE_PAGES
from engine.problem.codes import SEVERITY, Code

if TYPE_CHECKING:
    from engine.problem.catalogue_page import Page

PAGES: MappingProxyType[Code, Page] = MappingProxyType(
    {
        **FILE_PAGES,
        **SHEET_PAGES,
        **EXPORT_PAGES,
        **SCHEME_PAGES,
        **ITEM_PAGES,
        **LINT_PAGES,
        **FORMULA_PAGES,
        **FACT_PAGES,
        **BULK_PAGES,
        **FORM_PAGES,
        **TABLE_PAGES,
        **PAPER_PAGES,
        **CASE_PAGES,
        **USE_PAGES,
    }
)


def title(code: Code) -> str:
    """Return what the code means, in a few words."""
    return PAGES[code].title


def page(code: Code) -> str:
    """Return the page of a code, for the terminal."""
    found = PAGES[code]
    parts = (
        f"{code.value} {found.title}（{SEVERITY[code].value}）",
        _part("为什么不行", found.why),
        _part("错误的写法", found.bad),
        _part("正确的写法", found.good),
        _part("怎么改", found.fix),
    )
    return "\n\n".join(parts)


def _part(heading: str, text: str) -> str:
    lines = (f"  {line}" if line else "" for line in text.strip("\n").split("\n"))
    return "\n".join((heading, *lines))
