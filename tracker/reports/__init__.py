"""Render frozen reports as HTML, plain text, accessible PDF and mail."""
