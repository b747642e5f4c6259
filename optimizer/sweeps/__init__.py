"""Sweeps: one scenario solved for many values of its parameters and many samples, and what holds in all of them."""
