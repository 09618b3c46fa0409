"""What knows nothing of records: texts, dates, prose, findings, suggestions."""
