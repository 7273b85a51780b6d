"""Running the board: the servers, the demo that starts them all, backups."""
