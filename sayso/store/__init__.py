"""What is kept: originals, the custody log, findings, decisions."""
