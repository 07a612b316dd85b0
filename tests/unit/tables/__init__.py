"""Facts as tables."""
