"""The public pages in the format that WordPress imports (WXR, WordPress eXtended RSS)."""
