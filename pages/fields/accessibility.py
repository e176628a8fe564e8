"""What can be said of how accessible a place is."""

#: The features that can be stated, each stored in a field ``access_<feature>``.
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
