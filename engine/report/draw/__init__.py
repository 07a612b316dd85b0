"""The pictures in documents: small SVG of our own, and PNG made of it for Word."""
