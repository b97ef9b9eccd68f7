"""Plots of a case as SVG: what is drawn, where, and the file or the page it goes into."""
