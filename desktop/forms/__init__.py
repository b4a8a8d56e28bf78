"""XLSForm in; questions, answers and problems out."""
