"""A scheme read aloud."""
