"""Where the fictitious communes lie: at sea, where no real commune is, at believable distances from each other."""

LATITUDE, LONGITUDE = 46.2, -3.4
KM_LATITUDE, KM_LONGITUDE = 111.2, 77.0  # kilometres of a degree there

# Kilometres east and north of Valombre-la-Ville.
_KM = {
    "F1001": (0, 0), "F1002": (3, 1), "F1003": (7, -4), "F1004": (-9, 5), "F1005": (12, 8), "F1006": (-4, -6),
    "F1007": (5, 11), "F1008": (-14, -3), "F1009": (18, -7), "F1010": (-2, 15), "F1011": (22, 12), "F1012": (-19, 9),
    "F1101": (28, -16), "F1102": (33, -12), "F1103": (25, -22), "F1104": (37, -19), "F1105": (30, -27),
    "F1106": (41, -25), "F1107": (22, -30), "F1108": (44, -14),
}  # fmt: skip


def find_point(code: str) -> tuple[float, float]:
    """Latitude, longitude."""
    est, nord = _KM[code]
    return round(LATITUDE + nord / KM_LATITUDE, 5), round(LONGITUDE + est / KM_LONGITUDE, 5)
