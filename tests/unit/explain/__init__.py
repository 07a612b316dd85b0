"""Reading what units report."""
