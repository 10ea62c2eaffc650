"""A roster as one page of HTML that needs nothing else: to read, to print, to show to a works council."""
