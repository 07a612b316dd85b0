"""The command line: arguments in, engine.api, a text out, an exit code.

`main` runs a command and turns whatever ends it into an exit code; `commands` has a file a command;
`chinese` is why click speaks Chinese; `console` is the only place that writes to the terminal.
Nothing here knows how to score or how to word a result.
"""
