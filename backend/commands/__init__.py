"""The commands of `servicetheke`, one module each; `backend.cli` lists them.

A command module has a docstring for `--help`, a function `run(options)` and, when it takes arguments,
`configure(parser)`. Only the module of the chosen command is imported.
"""
