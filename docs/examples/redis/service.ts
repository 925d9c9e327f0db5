#!/usr/bin/env hokku
import { defineService } from "hokku/service";

const DUMP = `f=$(mktemp) && said=$(redis-cli --rdb "$f" 2>&1) || { echo "$said" >&2; exit 1; }
cat "$f" && rm "$f"`;

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
  dump: () => ["sh", "-c", DUMP],
  restore: () => ({ stopped: ["sh", "-c", RESTORE] }),
});
