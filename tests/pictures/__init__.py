"""Pictures for the docs: the JSON that the desk's builders make, drawn as Slack shows it."""
