"""Two editions compared: the words of changes, the steps between, and what they add up to."""
