"""The verbs of Octavo, in running order: configure, load, parse, resolve, template."""
