"""Pictures of numbers, drawn by matplotlib and made part of a page. They know nothing of classes."""
