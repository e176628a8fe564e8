"""Why a request failed, in words."""


def reason_of(error: BaseException) -> str:
    """Return why a request failed: the innermost reason, which is what somebody can do something about."""
    reason = getattr(error, "reason", None) or next(
        (part for part in reversed(error.args) if isinstance(part, BaseException)), error
    )
    text = str(reason).rpartition(">: ")[2] or str(reason)
    return text or type(reason).__name__
