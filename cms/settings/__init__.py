"""Settings: `base` is shared; `dev`, `test` and `production` are the modules to start with."""
