"""The verbs of the command line, one module per group of verbs."""
