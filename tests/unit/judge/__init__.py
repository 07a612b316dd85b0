"""Unit tests of `engine.judge`."""
