"""Writing Word files."""
