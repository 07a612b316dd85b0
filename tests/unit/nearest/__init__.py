"""The next tier, and what would reach it."""
