#!/usr/bin/env hokku
import { defineService } from "hokku/service";

/** What is not a whole dump is refused before the data that are there are touched. */
const RESTORE = `cd /data && cat >.import && said=$(redis-check-rdb .import) && chown redis: .import && exec mv .import dump.rdb
echo "$said" >&2; rm -f .import; exit 1`;

export default defineService({
  title: "Redis",
  image: "redis:8.8.0",
  ports: [6379],
  scheme: "redis",
  passwordBytes: 32,
  mounts: () => ({ config: "/usr/local/etc/redis", data: "/data" }),
  files: ({ password }) => ({ "config/redis.conf": `requirepass ${password}\n` }),
  command: ["redis-server", "/usr/local/etc/redis/redis.conf", "--bind", "0.0.0.0", "--repl-diskless-sync-delay", "0"],
  url: ({ scheme, password, host, port }) => `${scheme}://:${password}@${host}:${port}`,
  secrets: ({ password }) => ({ REDISCLI_AUTH: password }),
  connect: () => ["redis-cli"],
  dump: () => ["sh", "-c", 'f=$(mktemp) && redis-cli --rdb "$f" >/dev/null && cat "$f" && rm "$f"'],
  restore: () => ({ stopped: ["sh", "-c", RESTORE] }),
});
