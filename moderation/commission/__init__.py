"""The transparency report in the Commission's templates: Implementing Regulation (EU) 2024/2835 (V50; DSA Art. 15, 24).

`template` knows the rows and headings, `counting` the figures, `tables` puts one into the other, `files` writes them.
"""
