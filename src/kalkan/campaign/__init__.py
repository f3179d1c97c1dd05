"""Many battles: worlds drawn, replicates fought on threads, a study written down."""
