"""The command line: what it says, where, and with which exit code."""
