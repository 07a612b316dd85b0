"""The parts of a scheme."""
