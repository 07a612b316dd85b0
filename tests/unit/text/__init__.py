"""Texts, places and words."""
