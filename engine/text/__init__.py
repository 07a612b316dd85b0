"""Where things stand: source texts, places in them, and the tree of located nodes.

`width` is the only door to wcwidth.
"""
