"""Reads exports of WordPress (WordPress eXtended RSS, WXR)."""
