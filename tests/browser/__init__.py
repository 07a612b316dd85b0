"""The pages in a real Chromium, with a real server process on this computer; `make test-browser` runs them alone."""
