"""Formulas of textbooks, as pure kernels: scalars in, scalars out, each sourced."""
