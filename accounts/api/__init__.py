"""What programs ask and tell by HTTP (C72): the pages' acts and questions as JSON, behind the same permissions."""
