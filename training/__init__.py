"""How the shipped encoder was trained; needs torch and transformers, which the product itself does not."""
