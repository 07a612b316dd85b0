"""Tests of comparing what origins say."""
