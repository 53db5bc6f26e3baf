"""From a course to the students' repository: what they need, and nothing that they must not have."""
