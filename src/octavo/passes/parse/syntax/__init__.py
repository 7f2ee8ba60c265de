"""The syntax: from Markdown to tokens, with the manuscript language's rules and with places."""
