"""The HTTP API under `/api/v1`: the same calls and the same JSON as the commands."""
