"""Long work, each piece in a process of its own: kinds of jobs, their processes, and the queue."""
