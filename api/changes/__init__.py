"""The change log: one row for every change of what is public, in the transaction that makes the change.

Signal handlers only mark what may have changed (``marks``, ``signal_handlers``). Just before the transaction commits,
``log`` compares what the marked things now show to the public (``public_states``) with what it last said of them, and
appends the difference.
"""
