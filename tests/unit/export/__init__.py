"""Results and trace written out as tables."""
