"""Discord: the gateway's interactions become calls, cards become Components V2, forms become modals."""
