"""What a cell says of a fact."""
