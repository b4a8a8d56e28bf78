"""Generated histories of laptops and a server under every fault, and what must hold after each; see CONTRIBUTING."""
