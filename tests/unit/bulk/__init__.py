"""Tests of facts that are read in columns."""
