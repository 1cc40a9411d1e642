"""What the operator does beside the running bot: setting up buurten and roles, backups, checks."""
