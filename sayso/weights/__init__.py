"""Trained parameters, each with a card."""
