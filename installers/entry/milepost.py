"""The installed `milepost`: window or command line."""

from desktop.app.main import main

main()
