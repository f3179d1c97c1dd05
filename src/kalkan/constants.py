"""Numbers of nature and of convention, each with its source.

References
----------
.. [1] NIMA, *Department of Defense World Geodetic System 1984*, TR8350.2,
   3rd edition, amendment 1, 2000, chapter 3.
.. [2] NOAA, NASA, USAF, *U.S. Standard Atmosphere, 1976*, NASA-TM-X-74335, 1976,
   section 1.2.
.. [3] H. Moritz, "Geodetic Reference System 1980", *Journal of Geodesy* 74, 2000,
   pp. 128-133: mean radius R1 = (2a + b) / 3.
.. [4] BIPM, *The International System of Units*, 9th edition, 2019.
"""

from typing import Final

EARTH_MAJOR: Final = 6378137.0  #: semi-major axis a, WGS-84 [m] [1]_
EARTH_FLATTENING: Final = 1.0 / 298.257223563  #: f, WGS-84 [1] [1]_
EARTH_MINOR: Final = EARTH_MAJOR * (1.0 - EARTH_FLATTENING)  #: semi-minor axis b [m]
EARTH_ECCENTRICITY2: Final = EARTH_FLATTENING * (2.0 - EARTH_FLATTENING)  #: e² [1]
EARTH_RADIUS: Final = 6371008.8  #: mean radius R1, rounded to 0.1 m [m] [3]_
EARTH_MU: Final = 3.986004418e14  #: gravitational parameter, WGS-84 [m³ s⁻²] [1]_
EARTH_RATE: Final = 7.292115e-5  #: rotation, WGS-84 [rad s⁻¹] [1]_
EARTH_J2: Final = 1.08262982e-3  #: second zonal harmonic, WGS-84 [1] [1]_
GRAVITY: Final = 9.80665  #: standard acceleration of free fall [m s⁻²] [2]_ [4]_
GAS_CONSTANT: Final = 8314.32  #: R* of the 1976 standard [J kmol⁻¹ K⁻¹] [2]_
AIR_MOLAR_MASS: Final = 28.9644  #: at sea level [kg kmol⁻¹] [2]_
AIR_HEAT_RATIO: Final = 1.4  #: ratio of specific heats [1] [2]_
LIGHT_SPEED: Final = 299792458.0  #: in vacuum [m s⁻¹] [4]_
BOLTZMANN: Final = 1.380649e-23  #: [J K⁻¹] [4]_
