#!/usr/bin/env bash
# The steps of the action, one word each: `cache` names what is kept between runs, `install` installs the grader from
# the checkout that this file lies in, `grade` grades and reports.
set -euo pipefail

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
environment=${RUNNER_TEMP:?}/grader
case "${RUNNER_OS:-Linux}" in
    Windows) bin=$environment/Scripts ;;
    *) bin=$environment/bin ;;
esac

cache() {
    # What pip has downloaded. The key changes with the pinned versions, and with the interpreter they were built for.
    local tag pins
    # Not in the student's checkout, where a file may be called as a module of Python's own.
    cd "$RUNNER_TEMP"
    tag=$(python -c 'import sys, sysconfig; print(sys.implementation.cache_tag, sysconfig.get_platform(), sep="-")')
    pins=$(python -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest()[:16])' \
        "$checkout/constraints.txt")
    {
        echo "path=$(python -m pip cache dir)"
        echo "key=grader-$tag-$pins"
    } >>"$GITHUB_OUTPUT"
}

install() {
    local begun=$SECONDS
    cd "$RUNNER_TEMP"
    python -m venv "$environment"
    # PyTorch's own index has builds without GPU support; the default ones for Linux are gigabytes.
    PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu PIP_DISABLE_PIP_VERSION_CHECK=1 \
        "$bin/python" -m pip install -c "$checkout/constraints.txt" "$checkout"
    echo "seconds=$((SECONDS - begun))" >>"$GITHUB_OUTPUT"
}

grade() {
    local begun=$SECONDS code=0 folder
    local result=${RESULT:-$RUNNER_TEMP/grade-result.json}
    local options=(-o "$result")
    [ -z "${ASSIGNMENT:-}" ] || options+=(-a "$ASSIGNMENT" --missing-is-empty)
    [ -z "${FAIL_UNDER:-}" ] || options+=(--fail-under "$FAIL_UNDER")
    rm -f "$result"
    "$bin/grade" submit "${SUBMISSION:-.}" "${options[@]}" || code=$?
    local seconds=$((SECONDS - begun))
    if [ ! -f "$result" ]; then
        printf '**Nothing could be graded.** The log of this step says why.\n' >>"$GITHUB_STEP_SUMMARY"
        exit "$code"
    fi
    folder=${SUBMISSION:-.}
    [ -d "$folder" ] || folder=$(dirname "$folder")
    GRADE_FOLDER=$folder "$bin/grade" export "$result" --to github-annotations
    "$bin/grade" export "$result" --to github-outputs >>"$GITHUB_OUTPUT"
    echo "result=$result" >>"$GITHUB_OUTPUT"
    {
        "$bin/grade" export "$result" --to markdown
        printf '\nInstalled in %s s, graded in %s s.\n' "${INSTALL_SECONDS:-?}" "$seconds"
    } >>"$GITHUB_STEP_SUMMARY"
    exit "$code"
}

"${1:?cache, install or grade}"
