"""The accessibility features of a place."""

#: The names of the features, each stored in a field ``access_<feature>``.
ACCESS_FEATURES = (
    "step_free",
    "accessible_toilets",
    "hearing_loop",
    "live_captions",
    "sign_language",
    "interpretation",
    "quiet_room",
    "childcare",
)
