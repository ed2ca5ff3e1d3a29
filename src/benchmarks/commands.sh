#!/bin/sh
# How long the commands take, side by side with Maven, on a right answer to chapter 01; and the first use of a
# fresh clone. Needs hyperfine, git, and what Maven has downloaded before. Works on copies.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
copies=$(mktemp -d)
trap 'rm -rf "$copies"' EXIT

git clone -q "$root" "$copies/answered"
cd "$copies/answered"
cp -R solutions/01-buffers/src/main/java/. chapters/01-buffers/src/main/java/
./workbook > /dev/null
./workbook check 01 > /dev/null
./mvnw -o -q test -Dchapter=01 > /dev/null
hyperfine --warmup 2 --runs 10 './workbook' './workbook check 01' './mvnw -o -q test -Dchapter=01'

hyperfine --runs 3 --prepare "rm -rf '$copies/fresh'; git clone -q '$root' '$copies/fresh'" "cd '$copies/fresh' && ./workbook"
