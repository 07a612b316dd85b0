"""The language server, spoken to over the protocol as an editor does."""
