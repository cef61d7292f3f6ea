"""WhatsApp by Meta's Cloud API: signed webhooks in, messages out. It cannot delete, and says so beforehand."""
