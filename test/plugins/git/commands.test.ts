import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { buildHost } from "../../lib/build-host.ts";
import { fire, rows } from "../../lib/rows.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

t.test("git:set and git:report", async (t) => {
  const host = buildHost(t);
  host.dokku(["apps:create", "web"]);
  rows(t, host, [
    { words: "git:set web deploy-branch main", out: "=====> Setting deploy-branch to main\n" },
    { words: "git:report web --git-deploy-branch", out: "main\n" },
    { words: "git:report web --git-computed-deploy-branch", out: "main\n" },
    { words: "git:set web deploy-branch", out: "=====> Unsetting deploy-branch\n" },
    { words: "git:set --global deploy-branch trunk", out: /trunk/ },
    { words: "git:report web --git-computed-deploy-branch", out: "trunk\n" },
    { words: "git:set web deploy-branch a..b", code: 1, err: /git allows no branch of that name/ },
    { words: "git:set web deploy-branch refs/heads/x", code: 1, err: /leave out refs\/heads/ },
    { words: "git:set web deploy-branch x.lock", code: 1 },
    { words: ["git:set", "web", "deploy-branch", "--upload-pack=x"], code: 1 },
    { words: "git:set web keep-git-dir maybe", code: 1, err: /true or false/ },
    { words: "git:set web rev-env-var 1X", code: 1, err: /letters, digits and _/ },
    { words: "git:set web archive-max-size lots", code: 1 },
    { words: "git:set web nope 1", code: 1, err: /valid properties include: archive-max-files, archive-max-size, deploy-branch/ },
    { words: "git:set nope deploy-branch x", code: 20 },
    { words: "git:report web --git-rev-env-var", out: "GIT_REV\n" },
    { words: "git:set web rev-env-var REVISION" },
    { words: "git:report web --git-rev-env-var", out: "REVISION\n" },
    { words: "git:set web rev-env-var", out: "=====> Unsetting rev-env-var\n" },
    { words: "git:report web --git-rev-env-var", out: "\n" },
    { words: "git:report web --git-computed-archive-max-size", out: "1073741824\n" },
    { words: "git:report --global --git-global-deploy-branch", out: "trunk\n" },
    { words: "git:report web", out: /=====> web git information\n[\s\S]*Git keep git dir: +\n/ },
  ]);
  const answered = JSON.parse(host.dokku(["git:report", "web", "--format", "json"]).out);
  t.match(answered, { "git-computed-deploy-branch": "trunk", "deploy-branch": "", sha: "" });
});

t.test("git:auth keeps a netrc", async (t) => {
  const host = somePlugins(t, "common", "git");
  const netrc = join(host.path, "home/.netrc");
  writeFileSync(netrc, "machine old.example.com login a password b\ndefault login x password y\n");
  rows(t, host, [
    { words: "git:auth github.com ada secret", out: "-----> Setting netrc auth entry for host github.com\n" },
    { words: "git:auth-status github.com ada secret", out: "" },
    { words: "git:auth-status github.com ada other", code: 1, err: /^$/ },
    { words: "git:auth-status gitlab.com", out: "" },
    { words: "git:auth-status github.com", code: 1, err: /^$/ },
    { words: "git:auth github.com", out: "-----> Removing netrc auth entry for host github.com\n" },
    { words: "git:auth-status github.com", out: "" },
    { words: "git:auth git;hub ada secret", code: 1, err: /is no host/ },
    { words: ["git:auth", "github.com", "ada", "two words"], code: 1, err: /cannot hold words with spaces/ },
    { words: "git:auth", code: 2 },
  ]);
  t.equal(readFileSync(netrc, "utf8"), "machine old.example.com login a password b\ndefault login x password y\n");
  t.equal(statSync(netrc).mode & 0o777, 0o600);
});

t.test("the deploy key", async (t) => {
  const host = somePlugins(t, "common", "git");
  rows(t, host, [
    { words: "git:public-key", code: 1, err: /no deploy key associated with the \S+ user\.[\s\S]*git:generate-deploy-key/ },
    { words: "git:generate-deploy-key", out: /Deploy key made/ },
    { words: "git:public-key", out: /^ssh-ed25519 \S+ dokku@\S+\n$/ },
    { words: "git:generate-deploy-key", err: /already exists/ },
    { words: "git:allow-host -oProxyCommand=x", code: 2 },
    { words: "git:allow-host a;b", code: 1, err: /is no host/ },
  ]);
  t.equal(statSync(join(host.path, "home/.ssh/id_ed25519")).mode & 0o777, 0o600);
});

t.test("git:allow-host keeps what hosts show, each key once", async (t) => {
  const host = somePlugins(t, "common", "git");
  host.put(
    "bin/ssh-keyscan",
    '#!/usr/bin/env bash\necho "# ${!#}:22 SSH-2.0" >&2\nif [[ ${!#} == known ]]; then echo "known ssh-ed25519 AAAA"; fi\n',
  );
  const env = { PATH: `${host.path}/bin:${host.env.PATH}` };
  rows(t, host, [
    { words: "git:allow-host known", out: "-----> known added to known hosts\n", env },
    { words: "git:allow-host known", out: /added/, env },
    { words: "git:allow-host silent", code: 1, err: /silent shows no SSH host keys/, env },
  ]);
  t.equal(readFileSync(join(host.path, "home/.ssh/known_hosts"), "utf8"), "known ssh-ed25519 AAAA\n");
});

t.test("lock and status of an app nobody deploys", async (t) => {
  const host = buildHost(t);
  host.dokku(["apps:create", "web"]);
  host.put("lib/data/git/web/deploy.lock", '{"pid":999999,"started":"1","what":"a deploy","since":"then"}\n');
  rows(t, host, [
    { words: "git:status web", code: 128, err: /^fatal: this operation must be run in a work tree\n$/ },
    { words: "git:status web --json", out: /"branch":\s*"master",\s*"revision":\s*""/ },
    { words: "git:unlock web", out: "-----> Deploy lock removed\n" },
    { words: "git:unlock nope", code: 20 },
    { words: "git:initialize web", out: "-----> Initializing git repository for web\n" },
  ]);
  t.equal(host.read("lib/data/git/web/deploy.lock"), "");
});

t.test("clone, rename and delete take the repository along", async (t) => {
  const host = buildHost(t);
  host.dokku(["apps:create", "web"]);
  for (const [file, text] of Object.entries({
    "home/web/refs/heads/master": "1".repeat(40),
    "home/web/CONTAINER.web.1": "abc",
    "home/web/OTHERS": "kept",
  }))
    host.put(file, `${text}\n`);
  host.dokku(["git:set", "web", "keep-git-dir", "true"]);
  host.put("home/copy/OTHERS", "its own\n");
  t.equal(fire(host, "post-app-clone-setup", "web", "copy").code, 0);
  t.equal(host.read("home/copy/refs/heads/master"), "1".repeat(40));
  t.equal(host.read("home/copy/CONTAINER.web.1"), "", "containers stay where they are");
  t.equal(host.read("home/copy/OTHERS"), "its own");
  t.match(host.read("home/copy/hooks/pre-receive"), /git-hook "copy"/);
  t.equal(host.read("lib/config/git/copy/keep-git-dir"), "true");
  t.equal(fire(host, "post-delete", "copy", "latest").code, 0);
  t.equal(host.read("lib/config/git/copy/keep-git-dir"), "");
});
