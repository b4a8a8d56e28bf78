"""The regional server: app > api > rounds > access > store."""
