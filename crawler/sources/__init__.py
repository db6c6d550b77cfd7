"""Sources: their files, the starter set, and how a look at a site finds where to start."""
