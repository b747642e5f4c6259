"""What pages show of the folders that jobs write: read from the files alone, so that a restart loses nothing."""
