"""What is true: the records of a process and the rules of its loops. No Flask here."""
