"""The command line: ``arguments`` has the parsers, one module per command or group of commands the handlers."""
