"""A language-model provider for tests: OpenAI, Anthropic and Ollama on one local port."""
