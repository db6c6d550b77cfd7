"""The headline, what stands beside it, and what the head of the page says it is."""
