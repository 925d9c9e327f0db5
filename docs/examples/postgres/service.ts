#!/usr/bin/env hokku
import { defineService } from "hokku/service";

/** A certificate of the server's own, so that clients may ask for TLS; it is read without a restart. Small images have no openssl. */
const TLS = `cd "$PGDATA" && command -v openssl >/dev/null || exit 0
openssl req -new -newkey rsa:2048 -x509 -days 36500 -nodes -batch -out server.crt -keyout server.key 2>/dev/null &&
chown postgres: server.crt server.key && chmod 600 server.key &&
psql -h localhost -U postgres -c "ALTER SYSTEM SET ssl = on" -c "SELECT pg_reload_conf()"`;

export default defineService({
  title: "Postgres",
  image: "postgres:18.4",
  ports: [5432],
  alias: "DATABASE",
  scheme: "postgres",
  // From version 18 on the image keeps its data one folder deeper.
  mounts: ({ imageVersion }) => ({
    data: Number.parseInt(imageVersion, 10) >= 18 ? "/var/lib/postgresql" : "/var/lib/postgresql/data",
  }),
  variables: ({ password }) => ({ POSTGRES_PASSWORD: password }),
  url: ({ scheme, password, host, port, database }) => `${scheme}://postgres:${password}@${host}:${port}/${database}`,
  secrets: ({ password }) => ({ PGPASSWORD: password }),
  prepare: ({ database }) => [
    ["createdb", "-h", "localhost", "-U", "postgres", "-E", "utf8", database],
    ["sh", "-c", TLS],
  ],
  connect: ({ database }) => ["psql", "-h", "localhost", "-U", "postgres", database],
  dump: ({ database }) => ["pg_dump", "-Fc", "--no-acl", "--no-owner", "-h", "localhost", "-U", "postgres", database],
  restore: ({ database }) => ["pg_restore", "-h", "localhost", "-cO", "--if-exists", "-1", "-d", database, "-U", "postgres"],
});
