"""What each host reads in a repository: workflows, and what they install the grader from. Pure: texts come out."""
