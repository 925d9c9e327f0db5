import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dokku, type Host, host } from "./host.ts";
import { compare, type Figure } from "./measure.ts";

const MANY = 1000;

/** Making one app's vhost anew, on a host with one app and on one with a thousand. nginx's own reload, which reads all, is left out. */
export function vhosts(): Figure[] {
  const [few, many] = [withApps(1), withApps(MANY)];
  const build = ({ env }: Host) => ({ words: [dokku, "proxy:build-config", "app-1"], env: { ...env, HOKKU_NGINX_RELOAD: "0" } });
  const figures = [compare(`vhost of one app among ${MANY}`, build(many), "the same where it is alone", build(few), 1.5)];
  few.remove();
  many.remove();
  return figures;
}

/** A host where nginx is the proxy, with apps as deploys leave them: domain, address, vhost. */
function withApps(count: number): Host {
  const made = host();
  mkdirSync(join(made.root, "lib/data/nginx-vhosts"), { recursive: true });
  const settings = join(made.root, "lib/config/nginx/--global");
  mkdirSync(settings, { recursive: true });
  for (const kind of ["access", "error"]) writeFileSync(join(settings, `${kind}-log-path`), join(made.root, `${kind}.log`));
  for (let number = 1; number <= count; number++) {
    const app = join(made.root, "home", `app-${number}`);
    const deployed = join(made.root, "lib/config/common", `app-${number}`);
    for (const folder of [app, deployed]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(deployed, "deployed"), "true");
    writeFileSync(join(app, "VHOST"), `app-${number}.example.com\n`);
    writeFileSync(join(app, "IP.web.1"), "127.0.0.1\n");
    writeFileSync(join(app, "PORT.web.1"), `${20_000 + number}\n`);
    writeFileSync(join(app, "nginx.conf"), `server { listen 80; server_name app-${number}.example.com; return 204; }\n`);
  }
  return made;
}
