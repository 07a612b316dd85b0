"""The pictures in documents, as drawn and as dots."""
