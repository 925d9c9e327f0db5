#!/usr/bin/env hokku
import { dirname, join } from "node:path";
import { answer, hook, step, trouble } from "hokku";
import { readText, replaceFile } from "hokku/files";
import { output } from "hokku/run";
import { complaintOfHost } from "./lib/check.ts";
import { reload } from "./lib/control.ts";
import { removeDefaultSite } from "./lib/default-site.ts";
import { dokkuConf } from "./lib/host-files.ts";
import { isAtLeast, nginxPlaces, nginxProgram, nginxVersion } from "./lib/program.ts";
import { sudoersText } from "./lib/sudoers.ts";

const { chownSync, copyFileSync, existsSync, mkdirSync, readdirSync, statSync } = process.getBuiltinModule("node:fs");

/** Sets nginx up to serve apps, as root; can be done again. Where there is no nginx, apps are served by port-proxy. */
export default hook("install", async (io) => {
  try {
    nginxProgram(io.env);
  } catch {
    return trouble(
      "nginx is not installed: apps are reached by their ports; for names: apt-get install nginx, then install again",
    );
  }
  const { conf, folder, own } = nginxPlaces(io.env);
  const errors = join(io.env.DOKKU_LIB_ROOT ?? "", "data/nginx-vhosts/dokku-errors");
  mkdirSync(errors, { recursive: true, mode: 0o755 });
  const templates = join(import.meta.dirname, "templates");
  for (const page of readdirSync(templates).filter((name) => name.endsWith(".html")))
    copyFileSync(join(templates, page), join(errors, page));
  handOver(dirname(errors), io.env.DOKKU_ROOT ?? "");
  const offered = await answer(io, "nginx-dokku-template-source");
  if (offered)
    trouble(`The template ${offered} for dokku.conf is not used: put what it adds into a file of its own in ${folder}`);
  const ipv6 = (readText("/proc/net/if_inet6") ?? "").trim() !== "";
  const version = await nginxVersion(io);
  const text = dokkuConf(io, { ipv6, reject: isAtLeast(version, [1, 19, 4]), keep: isAtLeast(version, [1, 27, 4]) });
  const bucket = join(folder, "server_names_hash_bucket_size.conf");
  if (!existsSync(bucket)) replaceFile(bucket, "server_names_hash_bucket_size 512;\n");
  if (readText(join(folder, "dokku.conf")) !== text) replaceFile(join(folder, "dokku.conf"), text);
  await removeDefaultSite(io, dirname(conf));
  if (!own && io.env.DOKKU_ROOT === "/home/dokku") replaceFile("/etc/sudoers.d/dokku-nginx", sudoersText(io.env), 0o440);
  if (!own) await output(io, "usermod", ["-aG", "adm", io.env.DOKKU_SYSTEM_USER ?? "dokku"]).catch(() => "");
  const complaint = await complaintOfHost(io);
  if (complaint) return trouble(`nginx does not take its configuration yet:\n${complaint.words}`);
  if (io.env.HOKKU_NGINX_RELOAD !== "0") await reload(io);
  step(io, `nginx serves apps: ${join(folder, "dokku.conf")}`);
});

/** What we keep belongs to whom the apps belong. */
function handOver(path: string, root: string): void {
  const { uid, gid } = statSync(root);
  if (process.getuid?.() === 0) chownSync(path, uid, gid);
}
