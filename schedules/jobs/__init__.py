"""What can be run, each a function: collecting, reading again, rebuilding, auditing, importing."""
