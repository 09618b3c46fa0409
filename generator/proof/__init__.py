"""Trust: fingerprints of sources, the proof of quotations, and links that lead to the words."""
