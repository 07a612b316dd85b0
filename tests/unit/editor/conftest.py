"""Command lines are run here as in the tests of the commands."""

from __future__ import annotations

from tests.unit.cli.conftest import run

__all__ = ["run"]
