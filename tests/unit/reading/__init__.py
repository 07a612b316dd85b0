"""Reading schemes."""
