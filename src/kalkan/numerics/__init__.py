"""Mathematics that no field owns: special functions, integrators, assignment."""
