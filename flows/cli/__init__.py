"""The `pairmill` command."""
