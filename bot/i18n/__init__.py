"""Languages: how sentences, times, days and lists are said in each."""
