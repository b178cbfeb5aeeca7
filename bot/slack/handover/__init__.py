"""Handovers in Slack: buttons, forms, the staff's channel and the askers' threads."""
