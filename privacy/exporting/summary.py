"""A summary of what is stored about a person, to read."""

from collections import Counter
from typing import Any

from privacy.tracing.tracing import NOT_SEARCHED, Report


def summary_of(record: dict[str, Any], report: Report) -> str:
    """Return the summary as plain text."""
    subject = report.subject
    lines = [f"What is stored about {subject.name}", "", f"Exported at {record['exported_at']:%Y-%m-%d %H:%M %Z}.", ""]
    if "record" in record:
        fields = record["record"]
        lines += [
            "The record",
            f"  Name: {fields.get('name')}",
            f"  Job title: {fields.get('job_title') or '–'}",
            f"  Links: {', '.join(link.get('url', '') for link in fields.get('links', [])) or '–'}",
            f"  Versions: {len(record['versions'])}",
            f"  Pictures: {len(record['pictures'])}",
            "",
            "Consents",
        ]
        lines += [
            f"  {consent['purpose']}, given on {consent['given_on']} ({consent['source']}), "
            f"last day: {consent['ends_on'] or 'none'}, withdrawn: {consent['withdrawn_on'] or 'no'}"
            for consent in record["consents"]
        ] or ["  None are recorded."]
    else:
        lines.append("There is no record of this person: only texts name them.")
    lines += ["", f"Places that name them: {len(report.traces)}"]
    counts = Counter((trace.label, trace.holder.treatment.value) for trace in report.traces)
    lines += [f"  {label}: {count} ({treatment})" for (label, treatment), count in sorted(counts.items())]
    lines += ["", "Each of them is in traces.json. Not searched:", *(f"  {what}" for what in NOT_SEARCHED)]
    return "\n".join(lines) + "\n"
