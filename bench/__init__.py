"""Quality and speed, measured: `python -m bench` runs every bench that its data are there for."""
