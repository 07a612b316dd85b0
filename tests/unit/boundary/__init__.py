"""Cases on, under and over every threshold."""
