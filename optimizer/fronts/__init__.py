"""Fronts: all plans worth choosing between, where two or three terms pull apart."""
