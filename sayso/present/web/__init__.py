"""The pages of a case, served on this machine to its own browser."""
