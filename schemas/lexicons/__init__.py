"""Words that ship with pairmill, in Chinese and English; a configuration adds to them."""
