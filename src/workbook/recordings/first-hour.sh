#!/bin/sh
# Records a student's first hour in a fresh clone, as text: a picture of the terminal at each step, on standard output.
# The student types what stands here; the answers are the reference's. Needs git and tmux.
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d)
student=$work/workbook
window="tmux -L first-hour-$$"
trap '$window kill-server 2>/dev/null; rm -rf "$work"' EXIT

note() {
    printf '\n## %s\n\n' "$1"
}

picture() {
    $window capture-pane -p | sed "s|$student|~/workbook|g" | cat -s | sed 's/^/    /;s/ *$//'
}

enter() {
    $window send-keys -l "$1"
    $window send-keys Enter
}

press() {
    $window send-keys "$1"
}

# Until the terminal shows that text; it gives up after two minutes.
until_shown() {
    for _ in $(seq 600); do
        if $window capture-pane -p | grep -q -e "$1"; then
            sleep 0.3 # the rest of the screen
            return
        fi
        sleep 0.2
    done
    picture
    echo "'$1' was never shown" >&2
    exit 1
}

clear_screen() {
    enter clear
    sleep 0.5
}

# The reference's answer to a chapter, with the tasks past the given one still to do: as a student has it on the way.
answer() {
    for skeleton in $(find "$root/chapters/$1/src/main/java" -name '*.java'); do
        file=${skeleton#"$root/chapters/$1/"}
        awk -v done="$2" '
            NR == FNR { if ($0 ~ /new Todo\("/) { split($0, part, "\""); task[method] = part[2] } else if ($0 ~ /^    [^ *\/].*\{$/) method = $0; next }
            skipping && /^    }$/ { skipping = 0 }
            skipping { next }
            { print }
            /^package / { print "\nimport workbook.world.Todo;" }
            ($0 in task) { split(task[$0], number, "."); if (number[2] > done) { print "        throw new Todo(\"" task[$0] "\");"; skipping = 1 } }
        ' "$skeleton" "$root/solutions/$1/$file" > "$student/saved"
        cmp -s "$student/saved" "$student/chapters/$1/$file" || mv "$student/saved" "$student/chapters/$1/$file" # as editors do
    done
}

note 'A fresh clone'
git clone -q "$root" "$student"
$window new-session -d -x 80 -y 40 -c "$student" "PS1='\$ ' sh"
enter './workbook'
until_shown 'Next: '
picture

note 'Chapter 01, in watch'
clear_screen
enter './workbook watch'
until_shown 'h hint   n next   r again   a all   q quit *$'
picture

for task in 1 2 3 4 5; do
    note "Task 1.$task is solved and saved"
    answer 01-buffers $task
    if [ $task -lt 5 ]; then
        until_shown "✓ 1\\.$task .*"
        until_shown 'q quit *$'
    else
        until_shown 'All tasks of 01'
        until_shown 'q quit *$'
    fi
    picture
    if [ $task = 1 ]; then
        note 'A slip: the file is saved with a name misspelt'
        sed -i 's/return records;/return record;/' "$student/chapters/01-buffers/src/main/java/backpressure/buffers/Buffer.java"
        sed -i 's/throw new Todo("1.2");/return record;/' "$student/chapters/01-buffers/src/main/java/backpressure/buffers/Buffer.java"
        until_shown 'no variable'
        picture
        note 'h: a hint'
        press h
        until_shown 'int'
        sleep 1
        picture
    fi
done

note 'q, and on the shell again'
press q
until_shown '^\$$'
picture

note 'In a workshop: chapter 02 is skipped'
clear_screen
enter './workbook skip 02'
until_shown 'Next: '
picture

note 'Chapter 03, with a mistake: close() wakes only one who waits'
answer 03-block-on-emit 9
patch -s -p0 -d "$student/chapters/03-block-on-emit/src/main/java" \
    < "$root/solutions/03-block-on-emit/misconceptions/close-wakes-one.diff"
clear_screen
enter './workbook watch 03'
until_shown 'q quit *$'
sleep 12
until_shown 'q quit *$'
picture
note 'a space: on with the story'
press Space
sleep 1
picture
press q
until_shown '^\$$'

note 'Chapter 03 once more from the beginning'
clear_screen
enter './workbook reset 03'
until_shown 'Next: '
picture
