"""Tests of engine/layout: the laws, and what it makes of odd texts."""
