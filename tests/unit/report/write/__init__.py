"""What is in the files."""
