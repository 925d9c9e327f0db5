#!/usr/bin/env hokku
import { defineService } from "hokku/service";

export default defineService({
  title: "MariaDB",
  image: "mariadb:12.2.2",
  ports: [3306],
  alias: "DATABASE",
  scheme: "mysql",
  passwordBytes: 8,
  rootPassword: true,
  mounts: () => ({ config: "/etc/mysql/conf.d", data: "/var/lib/mysql" }),
  files: () => ({
    "config/disable_performance_schema.cnf": "[mysqld]\nperformance_schema = 0\n",
    "config/charset_utf8.cnf": "[mysqld]\ncharacter-set-server = utf8mb4\ncollation-server = utf8mb4_unicode_ci\n",
  }),
  variables: ({ database, password, rootPassword }) => ({
    MYSQL_DATABASE: database,
    MYSQL_USER: "mariadb",
    MYSQL_PASSWORD: password,
    MYSQL_ROOT_PASSWORD: rootPassword,
  }),
  url: ({ scheme, password, host, port, database }) => `${scheme}://mariadb:${password}@${host}:${port}/${database}`,
  secrets: ({ password }) => ({ MYSQL_PWD: password, LANG: "C.UTF-8", LC_ALL: "C.UTF-8" }),
  connect: ({ database }) => ["mariadb", "--user=mariadb", `--database=${database}`],
  dump: ({ database }) => ["mariadb-dump", "--user=mariadb", database],
  restore: ({ database }) => ["mariadb", "--user=mariadb", database],
});
