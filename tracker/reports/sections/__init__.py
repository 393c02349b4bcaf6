"""The nine sections of a report, each written from what is known; and the summary of them."""
