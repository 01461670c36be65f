"""What the command line can do: one module a command. A command returns a value and never exits."""
