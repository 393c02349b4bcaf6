"""What is promised, in a calendar of one's own and in a mail of the week."""
