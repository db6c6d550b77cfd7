"""Where a text is from: the declared source, the site that shows it, and who runs that."""
