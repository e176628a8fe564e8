"""Files as other systems export them, written by hand."""

from pathlib import Path

SAMPLES = Path(__file__).parent
