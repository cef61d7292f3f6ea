"""What is counted: category totals without any link between them."""
