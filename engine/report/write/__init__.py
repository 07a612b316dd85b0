"""The files of documents: a view in, the bytes of one format out."""
