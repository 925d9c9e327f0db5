# shellcheck shell=bash
# What docker answers, as it did until 1.9, for plugins that read it with grep and awk. Sourced.
VFS=/var/lib/docker/vfs/dir

# The table of ps: an image that is named without a tag had :latest then. Templates and -q are none of its rows.
with_latest() {
  awk '
    NR == 1 && /^CONTAINER ID +IMAGE +COMMAND/ { from = index($0, "IMAGE"); to = index($0, "COMMAND") }
    !to { print; next }
    {
      image = substr($0, from, to - from)
      sub(/ +$/, "", image)
      tagged = NR == 1 || image ~ /:[^\/]*$|@/ || (length(image) == 12 && image ~ /^[0-9a-f]+$/) ? image : image ":latest"
      printf "%s%-*s%s\n", substr($0, 1, from - 1), to - from + 7, tagged, substr($0, to)
    }'
}

# One address a port, as there was no IPv6.
without_ipv6() { grep -vE '(^|> )(\[::\]|::):[0-9]+$' || true; }

# inspect_as_of_old WORDS...: volumes with their folders, and one IPAddress, where today there are Mounts and Networks. With a template, as it is.
inspect_as_of_old() {
  local flag
  for flag in "$@"; do
    if [[ $flag == -f* || $flag == --format* || $flag == --type* ]]; then exec "$DOCKER" inspect "$@"; fi
  done
  translated "inspect shows volumes as $VFS/<id>"
  "$DOCKER" inspect "$@" | jq --indent 4 --arg vfs "$VFS" 'map(
    if .Mounts then .Volumes = (.Mounts | map({key: .Destination, value: (if .Type == "volume" then "\($vfs)/\(.Name)" else .Source end)}) | from_entries) else . end
    | if .NetworkSettings then del(.NetworkSettings.Networks, .NetworkSettings.SecondaryIPAddresses, .NetworkSettings.SecondaryIPv6Addresses) else . end)'
}
