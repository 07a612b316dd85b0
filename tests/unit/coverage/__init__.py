"""What can happen under a scheme, and finding it in the trace."""
