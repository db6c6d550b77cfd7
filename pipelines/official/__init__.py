"""What official documents say of themselves: attributes, numbers, issuers, compilations."""
