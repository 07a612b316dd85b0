"""The scoring service: an HTTP API and pages over one assessment folder, for one computer.

There is nothing in it that the files do not hold. What may reach it at all is the matter of `gate`, what it serves of
`folder`; `api` and `pages` only turn requests into calls of the engine and what comes back into answers.
"""
