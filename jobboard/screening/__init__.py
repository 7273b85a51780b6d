"""What must not get in: the signs of patient data in what people type."""
