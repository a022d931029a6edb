"""The platforms Netlearn lives on, one package each."""
