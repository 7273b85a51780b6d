"""Mail to the consultants' desk, and the addresses that answers to our letters carry."""
