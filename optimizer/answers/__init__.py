"""Answers about a plan: what each programme is worth, who can block it, what else would do, and who loses most."""
