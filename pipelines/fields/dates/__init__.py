"""When a text was published and written: every date a page shows or states, and which of them it is."""
