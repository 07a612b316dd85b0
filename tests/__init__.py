"""The tests of kaohe: run them with `make test`, rewrite the golden files with `make golden`."""
