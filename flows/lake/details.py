"""Names of what the record of stage `calibrate` keeps for the card of a release, which may outlive the tables."""

BINS = "bins"
"""The rows of `Calibration` but that of all couples, which is `schemas.calibration.OVERALL`."""
POSITIONS = "positions"
"""`known`, the number of positions with impressions, and `applied`, whether opens are held against them."""
