"""Metrics of tracking: how far an estimate or an air picture is from the truth.

`ospa` and `gospa` compare two sets of points at one instant; `siap` compares tables of
truth and tracks over time.  Units are those of the arguments for the first two, SI for
the third.

References
----------
.. [1] D. Schuhmacher, B.-T. Vo, B.-N. Vo, "A consistent metric for performance
   evaluation of multi-object filters", *IEEE Transactions on Signal Processing* 56,
   2008, pp. 3447-3457.
.. [2] A. S. Rahmathullah, A. F. García-Fernández, L. Svensson, "Generalized optimal
   sub-pattern assignment metric", 20th International Conference on Information Fusion,
   2017.
.. [3] P. Votruba, R. Nisley, R. Rothrock, B. Zombro, *Single Integrated Air Picture
   (SIAP) Metrics Implementation*, SIAP System Engineering Task Force, 2001.

Examples
--------
Three targets, two of them found, one of those 5 m off and the other 12 m:

>>> from kalkan import metrics
>>> truth = [[0.0, 0.0], [100.0, 0.0], [0.0, 200.0]]
>>> estimate = [[3.0, 4.0], [100.0, 12.0]]
>>> round(metrics.ospa(truth, estimate, c=50.0, p=1.0), 6)
22.333333
>>> [round(part, 6) for part in metrics.gospa(truth, estimate, c=50.0, p=2.0)]
[37.66962, 169.0, 1250.0, 0.0]
"""

from kalkan.metrics.picture import Siap, siap
from kalkan.metrics.points import Gospa, gospa, ospa

__all__ = ["Gospa", "Siap", "gospa", "ospa", "siap"]
