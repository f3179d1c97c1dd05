"""Tables to numbers: who leaked, what was spent, and how sure that is."""
