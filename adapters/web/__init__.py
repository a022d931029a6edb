"""The simulator: a platform of our own in the browser, where anybody may be any of six made-up members."""
