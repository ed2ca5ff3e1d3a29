#!/usr/bin/env bash
# Runs once, when Gradescope makes the image: what grading takes, so that it is quick then and needs no network.
set -eu

autograder=${AUTOGRADER:-/autograder}
source=$autograder/source
workbook=$source/workbook

install() {
    apt-get install -y --no-install-recommends "$@"
}

if [ -z "${AUTOGRADER_INSTALLED:-}" ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update
    install bubblewrap util-linux jq curl unzip ca-certificates
    install openjdk-21-jdk-headless || install openjdk-17-jdk-headless
fi

chmod +x "$workbook/workbook" "$workbook/mvnw"
export LC_ALL=C.UTF-8
"$workbook/workbook" > /dev/null # the first time, it is built

# Where there is no sandbox, what was handed in runs as another user: answers and tests are none of its business
chmod -R go-rwx "$workbook/solutions" "$workbook"/chapters/*/src/test

# A trial: the chapters as they were handed out. Where the reference itself fails, this says so now.
mkdir -p "$autograder/trial/submission" "$autograder/trial/results"
cp -R "$workbook/chapters" "$autograder/trial/submission/"
AUTOGRADER_SUBMISSION=$autograder/trial/submission AUTOGRADER_RESULTS=$autograder/trial/results \
    bash "$source/run_autograder"
trouble=$(jq -r '.extra_data.trouble // ""' "$autograder/trial/results/results.json")
rm -rf "$autograder/trial"
if [ -n "$trouble" ]; then
    printf 'Grading does not work here: %s\n' "$trouble" >&2
    exit 1
fi
printf 'The autograder is ready.\n'
