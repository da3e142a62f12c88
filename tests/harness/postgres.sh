# SPDX-License-Identifier: GPL-3.0-or-later
# For tests that need a server: starts PostgreSQL in a folder of its own, on a Unix socket only, as an unprivileged user
# where the test runs as root, and stops it at the end. Gives $work (the current folder), $user, sql QUERY and check.

bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
work=$(mktemp -d)
as=() user=$(id -un)
if [ "$(id -u)" = 0 ]; then
  as=(setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME="$work")
  user=nobody
  chown nobody:nogroup "$work"
fi

stop() {
  "${as[@]}" "$bin/pg_ctl" -D "$work/data" -m immediate stop > /dev/null 2>&1 || true
  rm -rf "$work"
}
trap stop EXIT

n=0
check() { # check WHAT EXPECTED GOT
  n=$((n + 1))
  if [ "$2" = "$3" ]; then echo "ok $n $1"; else echo "not ok $n $1: expected “$2”, got “$3”"; failed=1; fi
}
failed=0

cd "$work"
"${as[@]}" "$bin/initdb" -D "$work/data" -U "$user" -A trust --no-sync > "$work/initdb.log"
"${as[@]}" "$bin/pg_ctl" -D "$work/data" -w -l "$work/server.log" -o "-k $work -c listen_addresses='' -c fsync=off \
  -c log_statement=all -c max_wal_size=4GB" start > /dev/null
sql() { "${as[@]}" "$bin/psql" -h "$work" -U "$user" -d postgres -qAtX -v ON_ERROR_STOP=1 -c "$1"; }

