"""A question handed to a person, from open to closed; nothing here knows Slack."""
