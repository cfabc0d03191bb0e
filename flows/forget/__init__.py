"""Forgetting users: their rows, their texts, what was concluded from them, and the releases that hold them."""
