"""Published location problems with known optima, turned into ordinary data sets and scenarios and solved like them.

``python -m benchmarks.orlib FILE...`` reads files of Beasley's OR-Library (Beasley 1990) where they lie; the
repository carries the reader, not the data.
"""
