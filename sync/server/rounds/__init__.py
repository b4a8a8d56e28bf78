"""What happens when a device calls: push, pull, judgement, blobs."""
