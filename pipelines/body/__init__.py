"""The article among what stands around it: its container, its text, and what is no article at all."""
