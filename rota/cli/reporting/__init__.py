"""What the report says, section by section, computed from a workspace and its roster."""
