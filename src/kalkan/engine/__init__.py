"""The battle: phases that speak only through the state."""
