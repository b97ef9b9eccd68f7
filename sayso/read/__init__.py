"""What a sentence is made of: words, names, quotation marks, dates and amounts."""
