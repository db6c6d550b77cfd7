"""What a good citizen asks first: robots.txt, pace, and addresses that may not be fetched."""
