"""Variables by topic, each file with the rows that define them."""
