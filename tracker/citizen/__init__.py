"""What a citizen sees and does, by link: the one trust boundary."""
