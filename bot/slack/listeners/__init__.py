"""One module for each kind of event; a listener hands over and does nothing else."""
