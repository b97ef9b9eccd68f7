"""Findings in the forms of other tools."""
