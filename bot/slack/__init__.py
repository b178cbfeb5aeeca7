"""Slack: events in, one reply in the right thread out."""
