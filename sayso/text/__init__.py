"""Bytes to Document, Document to passages, passages to sentences."""
