"""What a child gives up before it runs student code. Imports nothing of ours; each file is one layer.

Today: its own session, death with its parent, and limits. The file system and system calls get their files here too.
"""
