"""The local web page of Bundel: what ``bundel serve`` serves."""
