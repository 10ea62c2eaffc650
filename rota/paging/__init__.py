"""Who is paged, in which order, and when that changes: values and pure functions on them."""
