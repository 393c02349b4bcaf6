"""What is told to whom, frozen; as HTML, plain text and mail, and on paper."""
