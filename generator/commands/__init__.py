"""What the commands do: one module a command, taking plain values and returning an exit code."""
