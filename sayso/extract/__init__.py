"""What a sentence says: statements and, later, events."""
