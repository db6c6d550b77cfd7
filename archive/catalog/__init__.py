"""The catalog: all SQL, what it means, and how documents are derived from their visits."""
