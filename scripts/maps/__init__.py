"""The land of readers' maps, drawn from Natural Earth: `make sources`."""
