"""A server that sends exact bytes, the table of exchanges it is scripted for, and a loop to run them in."""
