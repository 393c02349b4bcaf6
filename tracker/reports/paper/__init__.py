"""What is printed: letters and their batches, posters, and sheets, as accessible PDF."""
