"""Founding assessment folders: templates, lists of units, rolling last year's over."""
