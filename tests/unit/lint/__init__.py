"""Checks of a scheme as a scheme."""
