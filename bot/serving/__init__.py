"""The assistant as a service: the parts that run, and the server that the platforms reach."""
