"""The same sixty indicators in other engines, each at its best."""
