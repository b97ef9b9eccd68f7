"""A case: a folder that keeps originals, findings, decisions and a log, and answers questions about them."""
