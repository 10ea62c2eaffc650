"""Why there is no roster, why a roster is as it is, and what would change it: values and words."""
