# How long a bats suite waits for what has to come: as patience.ts, which says why.

# wait_until COMMAND...: runs it again and again until it succeeds; says what it was when ten minutes are over.
wait_until() {
  local end=$((SECONDS + 600))
  until "$@"; do
    if [[ $SECONDS -gt $end ]]; then
      echo "waited 10 minutes in vain for: $*"
      return 1
    fi
    sleep 0.2
  done
}
