"""The Chinese pages under docs: everything that they show is run, and their tables are made from the vocabulary."""
