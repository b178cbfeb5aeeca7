"""The web face: the JSON API, the page and the source view; no logic of answers stands here."""
