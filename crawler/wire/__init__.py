"""The wire as it was: the capture handler, the connection it tees, and how an exchange ended."""
