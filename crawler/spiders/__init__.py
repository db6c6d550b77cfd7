"""The two spiders, over one base."""
