"""A study workbench of air and missile defence: who gets through, how sure, and why."""
