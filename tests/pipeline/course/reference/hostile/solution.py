def right(x):
    return x * 2


loops = quits = crashes = floods = hogs = raises = unwritten = missing = wrong = forges = right
