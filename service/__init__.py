"""Programs that other programs talk to; so far the language server of editors.

It turns the protocol into calls of `engine.editor` and has no opinion of its own on schemes.
"""
