"""What load to expect: contacts per interval and queue."""
