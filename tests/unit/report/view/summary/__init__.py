"""What the summary says, topic by topic."""
