"""What people and programs read of a result. Messages are put into words here and nowhere else."""
