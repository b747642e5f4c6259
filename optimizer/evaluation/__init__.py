"""Judging a proposal that somebody else made: what it keeps and breaks, how it is best completed and least mended."""
