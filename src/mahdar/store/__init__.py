"""One database: captures as received and everything read in them; the only SQL of the house."""
