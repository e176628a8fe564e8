"""The name of a browser, as people know it."""

#: What stands in the ``User-Agent`` of a browser, and its name. The first that is found counts: most browsers say that
#: they are others, too.
BROWSERS = (
    *(("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox")),
    *(("FxiOS", "Firefox"), ("Chrome/", "Chrome"), ("CriOS", "Chrome"), ("Safari/", "Safari")),
)
SYSTEMS = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac")),
    *(("CrOS", "Chromebook"), ("Linux", "Linux")),
)


def browser_name(user_agent: str) -> str:
    """Return a name such as “Firefox on Linux”; what the browser says of itself if it is none that is known."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    if not browser:
        return user_agent[:60] or "Unknown browser"
    return f"{browser} on {system}" if system else browser
