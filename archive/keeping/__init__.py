"""The writing of a collection: kept, synced, noted in the ledger, acknowledged, and put right after a crash."""
