"""Reading and writing workbooks and tables."""
