/**
 * A docker client, in bash, whose containers are folders in `engine` below a throw-away root: they are made, started, renamed and removed, and
 * nothing runs in them. They have the IDs that `containerId` counts, from 1 on. Where there is a file `dies`, what starts ends at once with the exit code
 * in it; in `refuses` is a pattern of words that are refused; `output` is what each has printed, and `program` what ends each with the code in it.
 */
export const FAKE_DOCKER = `root="$DOKKU_ROOT/.."; engine="$root/engine"; mkdir -p "$engine"; touch "$root/events"
if [[ -f $root/refuses && "$*" =~ $(<"$root/refuses") ]]; then echo "Error response from daemon: refused" >&2; exit 1; fi
find_one() {
  local one
  for one in "$engine"/*/; do
    if [[ -d $one && ( $(basename "$one") == "$1"* || $(<"$one/name") == "$1" ) ]]; then echo "$one"; return; fi
  done
  echo "Error response from daemon: No such container: $1" >&2
  return 1
}
flags() { printf '%s\\n' "\${@:3}" | grep '^-'; true; }
each() {
  local word one failed=0
  for word in "\${@:2}"; do
    [[ $word == -* ]] && continue
    if one="$(find_one "$word")"; then "$1" "$one"; echo "$word"; else failed=1; fi
  done
  return "$failed"
}
start() {
  echo running >"$1/state"
  if [[ -f $root/dies ]]; then
    echo exited >"$1/state"
    printf '{"Action":"die","Actor":{"ID":"%s","Attributes":{"exitCode":"%s"}}}\\n' "$(basename "$1")" "$(<"$root/dies")" >>"$root/events"
  fi
}
stop() { echo exited >"$1/state"; }
remove() { rm -rf "$1"; }
filled() {
  local text="$1" one="$2" id state label
  id="$(basename "$one")"; state="$(<"$one/state")"
  while [[ $text =~ \\{\\{(\\.Label|index\\ \\.Config\\.Labels)\\ \\"([^\\"]*)\\"\\}\\} ]]; do
    label="$(sed -n "s/^--label=\${BASH_REMATCH[2]}=//p" "$one/words")"
    text="\${text/"\${BASH_REMATCH[0]}"/$label}"
  done
  text="\${text//'{{.ID}}'/$id}"; text="\${text//'{{.Id}}'/$id}"; text="\${text//'{{json .ID}}'/\\"$id\\"}"
  text="\${text//'{{.Names}}'/$(<"$one/name")}"; text="\${text//'{{.Name}}'//$(<"$one/name")}"; text="\${text//'{{.Image}}'/sha256:old}"
  text="\${text//'{{.CreatedAt}}'/2026-01-01 00:00:00 +0000 UTC}"; text="\${text//'{{.Created}}'/2026-01-01T00:00:00Z}"
  text="\${text//'{{json .State}}'/\\"$state\\"}"; text="\${text//'{{json .Status}}'/\\"$(cat "$one/status" 2>/dev/null || echo Up 3 hours)\\"}"
  text="\${text//'{{.Command}}'/sh}"; text="\${text//'{{.RunningFor}}'/2 hours ago}"
  text="\${text//'{{.State.Running}}'/$([[ $state == running ]] && echo true || echo false)}"
  text="\${text//'{{.State.Pid}}'/1}"; text="\${text//'{{.State.ExitCode}}'/9}"
  text="\${text//'{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}'/127.0.0.1}"
  text="\${text//'{{json .}}'/{\\"Names\\":\\"$(<"$one/name")\\",\\"State\\":\\"$state\\",\\"Command\\":\\"sh\\",\\"CreatedAt\\":\\"now\\"\\}}"
  printf '%s\\n' "\${text#table }"
}
inspect_json() {
  printf '{"Id":"%s","Image":"sha256:img","RestartCount":0,"Config":{"Image":"%s","Labels":{}},"State":{"Status":"%s","Running":%s,"Restarting":%s,"Pid":%s,"StartedAt":"2026-01-01T00:00:00Z"},"NetworkSettings":{"Networks":{"bridge":{"IPAddress":"%s"}}}}' \\
    "$(basename "$1")" "$(grep -v '^-' "$1/words" | head -n 1)" "$(<"$1/state")" "$([[ $(<"$1/state") == running ]] && echo true || echo false)" "$([[ $(<"$1/state") == restarting ]] && echo true || echo false)" "$PPID" "$(cat "$root/address" 2>/dev/null || echo 127.0.0.1)"
}
case "$1 $2" in
"container create")
  number=1
  until id="$(printf '%08x%056d' "$number" 0)" && mkdir "$engine/$id" 2>/dev/null; do number=$((number + 1)); done
  printf '%s\\n' "\${@:3}" >"$engine/$id/words"
  sed -n 's/^--name=//p' "$engine/$id/words" >"$engine/$id/name"
  echo created >"$engine/$id/state"
  echo "$id"
  ;;
"container start")
  each start "\${@:3}" >/dev/null || exit 1
  if [[ $* == *--attach* ]]; then cat "$root/output" 2>/dev/null; exit "$(cat "$root/program" 2>/dev/null || echo 0)"; fi
  ;;
"container stop") each stop "\${@:3}" ;;
"container rm") each remove "\${@:3}" ;;
"container update" | "container kill") each true "\${@:3}" ;;
"container exec" | "exec "* | "container run" | "image pull")
  if [[ $* == *" -i "* ]]; then cat >"$root/input"; fi
  if [[ $* == *" --detach "* ]]; then id="$("$0" container create "\${@:4}")"; echo running >"$engine/$id/state"; exit; fi
  cat "$root/output" 2>/dev/null
  exit "$(cat "$root/program" 2>/dev/null || echo 0)"
  ;;
"container rename") one="$(find_one "$3")" && echo "$4" >"$one/name" ;;
"container inspect")
  format="$(flags "$@" | sed -n 's/^--format=//p')"
  failed=0 comma=""
  [[ $format ]] || printf '['
  for word in "\${@:3}"; do
    [[ $word == -* ]] && continue
    if ! one="$(find_one "$word")"; then failed=1; continue; fi
    if [[ $format ]]; then filled "$format" "$one"; else printf '%s' "$comma"; inspect_json "$one"; comma=,; fi
  done
  [[ $format ]] || printf ']\\n'
  exit "$failed"
  ;;
"container ls")
  format="$(flags "$@" | sed -n 's/^--format=//p')"
  for one in "$engine"/*/; do
    [[ -d $one ]] || continue
    if [[ " $* " != *" --all "* && $(<"$one/state") != running ]]; then continue; fi
    ids="$(flags "$@" | sed -n 's/^--filter=id=//p')" wanted=1
    if [[ $ids ]]; then wanted=0; for id in $ids; do if [[ $(basename "$one") == "$id"* ]]; then wanted=1; fi; done; fi
    while IFS= read -r label; do
      if [[ $label ]] && ! grep -qE "^--label=$label(=|\\$)" "$one/words"; then wanted=0; fi
    done < <(flags "$@" | sed -n 's/^--filter=label=//p')
    if [[ $wanted == 1 ]]; then filled "\${format:-{{.ID\\}\\}}" "$one"; fi
  done
  ;;
"image inspect") cat "$root/image.json" 2>/dev/null || { echo "Error: No such image: \${*: -1}" >&2; exit 1; } ;;
"image ls") cat "$root/dangling" 2>/dev/null || true ;;
"events "*) exec tail -n +1 -f "$root/events" ;;
"logs "* | "container logs") cat "$root/output" 2>/dev/null || true ;;
esac`;

/** The ID of the container that was made as that one. */
export const containerId = (number: number): string => `${number.toString(16).padStart(8, "0")}${"0".repeat(56)}`;
