"""A chain of hashes over the ledger and the logs: nothing in them is rewritten unseen (V64, A60).

Each row of a log (`logs`) gets an entry, whose link is a hash over that of the entry before. Every few minutes the
newest link is written down as a checkpoint, a hash over the checkpoint before, which is published: whoever kept one, or
a copy with its proof (`proofs`), can compare. `verifying` finds the first entry that is not as it was chained.

What an entry holds of a row is a hash over a random salt and the row. The salt goes with the row, where its retention
ends, and what is left says nothing about anybody; the links after it stand.
"""
