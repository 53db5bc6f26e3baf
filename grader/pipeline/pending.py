from __future__ import annotations


def law_calls(*_a, **_k):
    return ()


def judge_laws(*_a, **_k):
    return ()


def judge_pooled(*_a, **_k):
    return ()


def judge_results(*_a, **_k):
    return ()


def judge_source(*_a, **_k):
    return ()


def read_content(folders, name):
    raise NotImplementedError
