"""Unit tests: they mirror the packages, file for file."""
