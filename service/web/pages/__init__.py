"""The pages: what the files say and what follows from it, drawn on the server, readable without scripts.

All state is in the address. A page asks `derived` for what it shows and `frame` to show it; `mount` has all of them.
"""
