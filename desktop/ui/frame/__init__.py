"""Parts of the window around the screens: top bar, navigation, command palette, menus."""
