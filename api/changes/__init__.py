"""The change log: one row for every change of what is public, written in the transaction that makes the change.

Signal handlers only mark objects that may have changed (``recording``, ``signal_handlers``). Just before the
transaction commits, ``log`` compares the current public state of the marked objects (``public_states``) with the state
that was logged last, and appends the differences.
"""
