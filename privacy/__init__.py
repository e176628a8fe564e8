"""The rights of people whom content names: what is stored about them, a copy of it, its erasure, and consents."""
