"""Settings: `dev`, `test` and `production` are the settings modules; `base` holds what they share."""
