"""The installed `milepost-server`."""

from sync.server.app import main

main()
