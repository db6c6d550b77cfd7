"""What runs, by clock or by hand: jobs, nights, the command line."""
