"""Measures of sayso on data that lies outside the project: `python -m benchmarks --help`.

The data and the scorers are in `../shared` (or the folder that SAYSO_BENCHMARKS names). Nothing of
them is copied here, no test depends on them, and the package `sayso` never reads them.
"""
