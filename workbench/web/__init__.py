"""The local web page: what ``bundel serve`` shows."""
