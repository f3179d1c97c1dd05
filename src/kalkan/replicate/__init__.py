"""One battle, from what was mustered to what came of it; and getting ready for it."""
