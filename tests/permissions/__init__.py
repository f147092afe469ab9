"""Who may do what at every address of the plugin: see `test_permissions`."""
