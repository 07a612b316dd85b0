"""Reading, running and comparing case files."""
