"""What runs beside student code: it builds inputs, makes the calls and observes. It knows no expected value.

Imports only ``model``, ``wire`` and ``confine`` of ours, and torch.
"""
