"""What is remembered between runs, in one SQLite file: publications, feeds, and who did what when."""
