#!/usr/bin/env bash
# Runs for each submission: grades it, and writes results.json, whatever happens. What it prints, only instructors see.
set -u
umask 022

autograder=${AUTOGRADER:-/autograder}
source=$autograder/source
submission=${AUTOGRADER_SUBMISSION:-$autograder/submission}
results=${AUTOGRADER_RESULTS:-$autograder/results}
metadata=$autograder/submission_metadata.json
seconds=${AUTOGRADER_SECONDS:-540} # Gradescope ends it after 10 minutes, unless the assignment says otherwise
export LC_ALL=C.UTF-8              # or else Java can't read file names with an accent

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 711 "$work"
mkdir -p "$results" "$work/submissions"

# Until there is something better to say; $1 is for the instructor, and of our own making
write_trouble() {
    cat > "$results/results.json" << JSON
{
  "score": 0,
  "output": "This couldn't be graded, and that may not be your fault. Please tell your instructor: what the autograder printed says why, and it can be run again.",
  "output_format": "text",
  "visibility": "visible",
  "stdout_visibility": "hidden",
  "tests": [],
  "extra_data": { "trouble": "$1" }
}
JSON
}

trouble() {
    printf '\nNot graded: %s\n' "$1"
    write_trouble "$1"
    exit 0
}

write_trouble "It was interrupted: by the time limit, or for want of memory. Give the assignment more of both."
command -v jq > /dev/null || trouble "jq is missing: did setup.sh end well?"

# Whole days that have begun since it was due; with an extension, the student's own date counts, for groups the latest
days_late() {
    local created due seconds_due latest=
    created=$(jq -r '.created_at // empty' "$metadata") && created=$(date -d "$created" +%s) || return 1
    while read -r due; do
        seconds_due=$(date -d "$due" +%s) || return 1
        if [ -z "$latest" ] || [ "$seconds_due" -gt "$latest" ]; then
            latest=$seconds_due
        fi
    done < <(jq -r '[.users[]?.assignment.due_date // empty]
        + [.assignment.due_date // empty] | if length > 1 then .[:-1] else . end | .[]' "$metadata")
    if [ -z "$latest" ] || [ "$created" -le "$latest" ]; then
        echo 0
    else
        echo $(((created - latest + 86399) / 86400))
    fi
}

late=0
if [ -f "$metadata" ]; then
    late=$(days_late) || trouble "submission_metadata.json doesn't say when it was due, or when it was handed in."
fi
printf 'Days late: %s\n' "$late"
printf 'id,submission,days_late\nstudent,student,%s\n' "$late" > "$work/roster.csv"

# One submission: a folder, even if there is but one archive in it
cp -R "$submission" "$work/submissions/student" || trouble "The submission can't be copied."

options=(--out "$work/grades" --roster "$work/roster.csv" --jobs 1)
[ -f "$source/policy.properties" ] && options+=(--policy "$source/policy.properties")
[ -f "$source/chapters.txt" ] && options+=(--chapters "$(tr -d ' \r\n' < "$source/chapters.txt")")

grade() {
    timeout --kill-after=10 "$seconds" "$source/workbook/workbook" grade "$work/submissions" "${options[@]}" "$@" \
        < /dev/null 2>&1
}

# Inside a container there is mostly no sandbox to be had; then the grader refuses, before it has done anything
grade
code=$?
if [ $code = 2 ] && [ ! -e "$work/grades/students" ]; then
    printf '\nAgain, without a sandbox:\n'
    grade --no-sandbox
    code=$?
fi

graded=$work/grades/students/student/results.json
if [ $code = 124 ] || [ $code = 137 ]; then
    trouble "It took longer than $seconds seconds. Give the assignment more processors."
fi
[ -f "$graded" ] || trouble "./workbook grade ended with $code, and left no results.json."

# What the grader says of it: the overview has a line for each means
isolation=$(sed -n 's|^.*<dt>Isolation</dt><dd>in force: \([^<]*\)<.*$|\1|p' "$work/grades/overview.html" |
    sed "s/&#39;/'/g" | paste -sd '|' | sed 's/|/; /g')
printf '\nIsolation: %s\n' "${isolation:-none}"
jq --arg isolation "${isolation:-none}" '.extra_data.isolation = $isolation' "$graded" > "$work/results.json" ||
    trouble "The results.json of ./workbook grade is damaged."
cp "$work/results.json" "$results/results.json"
