"""What the origins of facts say against each other, and what it would mean if another one counted."""
