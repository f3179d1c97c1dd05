"""The ground: rasters become one grid, and the grid what a site or a ray can see."""
