"""What the map shows, as plain dictionaries: one module a layer, no drawing."""

from __future__ import annotations

from maps.layers.payload import payload

__all__ = ["payload"]
