"""The pure functions of the editor: texts with a cursor, and what is said there."""
