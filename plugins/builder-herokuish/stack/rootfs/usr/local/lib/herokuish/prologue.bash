# shellcheck shell=bash
# What every command of the stack starts with.

declare lib
for lib in say paths user environment network; do
  # shellcheck source=/dev/null
  source "$HEROKUISH_LIB/$lib.bash"
done
export HOME="$STACK_APP"
