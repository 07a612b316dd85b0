"""One file a command: options, a call of engine.api, a report, an exit code.

Each is imported only when it is called; `cli.main.COMMANDS` says what there is.
"""
