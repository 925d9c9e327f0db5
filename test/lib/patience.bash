# How long a bats suite waits for what has to come: as patience.ts, which says why.

# Seconds.
PATIENCE=600

# wait_until COMMAND...: runs it again and again until it succeeds; says what it was when PATIENCE is over.
wait_until() {
  local end=$((SECONDS + PATIENCE))
  until "$@"; do
    if [[ $SECONDS -gt $end ]]; then
      echo "waited $PATIENCE seconds in vain for: $*"
      return 1
    fi
    sleep 0.2
  done
}
