"""What programs do with comments and at the desk (C72): the same acts and questions as the pages', as JSON."""
