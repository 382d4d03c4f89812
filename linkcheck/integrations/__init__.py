"""linkcheck inside other programs: HTTP clients, tests, web servers, logs, Spark."""
