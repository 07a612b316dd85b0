"""Tests of engine.columns: exact columns against plain fractions."""
