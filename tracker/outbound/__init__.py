"""The way out: the only SMTP, the only queue, the only files that leave."""
