"""Forms as people fill them in, and what becomes of them."""
