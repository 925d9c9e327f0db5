/**
 * Every trigger with its arguments; `combine` says whether hooks are notified, give the answer, or filter text. Written from
 * `catalogue.ts` by `scripts/lib/reference.ts`. A plugin adds triggers of its own: `declare module "hokku" { interface Triggers { ... } }`.
 */
export interface Triggers {
  /** When core or another plugin needs an app registered. */
  "app-create": { args: [app: string]; combine: "notify" };
  /** When an app must be deleted without prompting. */
  "app-destroy": { args: [app: string]; combine: "notify" };
  /** Existence test used by the git push path. */
  "app-exists": { args: [app: string]; combine: "notify" };
  /** When health-check or proxy code needs the app.json of the running release. */
  "app-json-get-content": { args: [app: string]; combine: "answer" };
  /** Right after app.json is extracted, lets plugins veto it (core cron validates schedules here). */
  "app-json-is-valid": { args: [app: string, path: string]; combine: "notify" };
  /** Per process type at deploy, decides how many instances start at once. */
  "app-json-process-deploy-parallelism": { args: [app: string, processType: string]; combine: "answer" };
  /** Enumerating apps; false skips the per-user filter. */
  "app-list": { args: [filter: string]; combine: "answer" };
  /** First push to an unknown app; honours the auto-creation switch. */
  "app-maybe-create": { args: [app: string]; combine: "notify" };
  /** After env changes or proxy changes that need new containers. */
  "app-restart": { args: [app: string]; combine: "notify" };
  /** Whenever app URLs are shown; non-empty output wins. */
  "app-urls": { args: [app: string, urlType: string]; combine: "answer" };
  /** Says whether a backup can be read. */
  "backup-check": { args: [version: string, folder: string]; combine: "notify" };
  /** Writes a plugin's settings to a backup. */
  "backup-export": { args: [version: string, folder: string]; combine: "notify" };
  /** Reads a plugin's settings from a backup. */
  "backup-import": { args: [version: string, folder: string]; combine: "notify" };
  /** Address a published port binds to. */
  "bind-external-ip": { args: [app: string]; combine: "filter" };
  /** Build phase; each builder ignores calls whose first argument is not its own name. */
  "builder-build": { args: [builder: string, app: string, source: string]; combine: "notify" };
  /** After extraction: who builds the source, by what is selected, what builders want it, and the default. */
  "builder-choose": { args: [app: string, source: string]; combine: "answer" };
  /** Before a herokuish build, may swap the base image and record it. */
  "builder-create-dokku-image": { args: [builder: string, app: string, source: string, image: string]; combine: "answer" };
  /** After extraction, first match picks the builder (Dockerfile has the lowest precedence). */
  "builder-detect": { args: [app: string, source: string]; combine: "answer" };
  /** During a herokuish build, may swap the image in use. */
  "builder-dokku-image": { args: [builder: string, app: string, source: string, image: string]; combine: "answer" };
  /** Lookup of a builder property. */
  "builder-get-property": { args: [app: string, key: string]; combine: "answer" };
  /** Herokuish detection on non-amd64 hosts. */
  "builder-herokuish-allowed": { args: [app: string]; combine: "answer" };
  /** Test helper: is the image made by Cloud Native Buildpacks. */
  "builder-image-is-cnb": { args: [app: string, image: string]; combine: "answer" };
  /** Test helper: is the image made by herokuish. */
  "builder-image-is-herokuish": { args: [app: string, image: string]; combine: "answer" };
  /** Release phase: final layers and labels are added to the built image. */
  "builder-release": { args: [builder: string, app: string, tag: string]; combine: "notify" };
  /** Stores the detected builder after detection. */
  "builder-set-property": { args: [app: string, key: string, value: string]; combine: "notify" };
  /** Builders ask which stack to use. */
  "buildpack-stack-name": { args: [app: string]; combine: "answer" };
  /** Start of each deploy, makes the build id. */
  "builds-generate-id": { args: []; combine: "answer" };
  /** Closes a build record when the lock is released. */
  "builds-record-finalize": { args: [app: string, buildId: string, exitCode: string]; combine: "notify" };
  /** Opens a build record. */
  "builds-record-start": { args: [app: string, buildId: string, pid: string, source: string]; combine: "notify" };
  /** Before the caddy compose file is rendered, may offer another template. */
  "caddy-template-source": { args: [app: string]; combine: "answer" };
  /** Ports, domains, proxies ask if a TLS pair is installed. */
  "certs-exists": { args: [app: string]; combine: "answer" };
  /** Port setup asks whether to pretend TLS exists (proxies that issue certificates say yes). */
  "certs-force": { args: [app: string]; combine: "answer" };
  /** k3s scheduler reads certificate material. */
  "certs-get": { args: [app: string, part: string]; combine: "answer" };
  /** Programmatic removal of TLS pair; fires post-certs-remove and post-domains-update. */
  "certs-remove": { args: [app: string]; combine: "notify" };
  /** Programmatic install of TLS pair; fires post-certs-update and post-domains-update. */
  "certs-set": { args: [app: string, crtFile: string, keyFile: string]; combine: "notify" };
  /** After a new container starts and before traffic moves; also from checks:run. */
  "check-deploy": {
    args: [app: string, containerId: string, processType: string, port: string, ip: string, index?: string];
    combine: "notify";
  };
  /** Lookup of a checks property. */
  "checks-get-property": { args: [app: string, key: string]; combine: "answer" };
  /** A command nobody answered; whoever knows better words says them on stderr. */
  "command-unknown": { args: [command: string]; combine: "notify" };
  /** Plugins ask for the environment. */
  "config-export": { args: [app: string, global: string, merged: string, format: string]; combine: "answer" };
  /** Plugins read one variable. */
  "config-get": { args: [app: string, key: string]; combine: "answer" };
  /** Plugins read one global variable. */
  "config-get-global": { args: [key: string]; combine: "answer" };
  /** Upgrade step that moves pre-0.38 ENV files into the property store. */
  "config-migrate-env": { args: []; combine: "notify" };
  /** Plugins write variables. */
  "config-set": { args: [...words: string[]]; combine: "notify" };
  /** Plugins remove variables. */
  "config-unset": { args: [...words: string[]]; combine: "notify" };
  /** After new containers pass checks and before old ones stop; core moves proxy traffic here. */
  "core-post-deploy": { args: [app: string, port: string, ip: string, tag: string]; combine: "notify" };
  /** After source extraction, before builder detection; core pulls out Procfile, app.json, templates. */
  "core-post-extract": { args: [app: string, source: string, revision: string]; combine: "notify" };
  /** When the crontab is regenerated, plugins inject lines. */
  "cron-entries": { args: [scheduler: string]; combine: "answer" };
  /** Lookup of a cron property. */
  "cron-get-property": { args: [app: string, key: string]; combine: "answer" };
  /** Scheduled tasks changed. */
  "cron-write": { args: [scheduler: string, app?: string]; combine: "notify" };
  /** plugin:install-dependencies: install OS packages. */
  dependencies: { args: []; combine: "notify" };
  /** Start of the deploy phase, optionally for a single process type. */
  deploy: { args: [app: string, tag?: string, processType?: string]; combine: "notify" };
  /** Whoever deployed the app has died at it, and the next one begins: end what still runs with HOKKU_DEPLOYER, finish or undo the rest. */
  "deploy-cut-short": { args: [app: string, deployer: string]; combine: "notify" };
  /** Each source records how the code arrived. */
  "deploy-source-set": { args: [app: string, sourceType: string, metadata: string]; combine: "notify" };
  /** Deploy phase: choose the image repository. */
  "deployed-app-image-repo": { args: [app: string]; combine: "answer" };
  /** Deploy phase: choose the image tag. */
  "deployed-app-image-tag": { args: [app: string]; combine: "answer" };
  /** Deploy phase: choose the registry. */
  "deployed-app-repository": { args: [app: string]; combine: "answer" };
  /** Options for any container of the app; asked before docker-args-build, -deploy and -run. */
  "docker-args": { args: [app: string, phase: string]; combine: "filter" };
  /** Build phase. */
  "docker-args-build": { args: [app: string, builderType: string]; combine: "filter" };
  /** Before each container is created. */
  "docker-args-deploy": { args: [app: string, tag: string, processType?: string, index?: string]; combine: "filter" };
  /** Build phase; proc may be the magic _all_. */
  "docker-args-process-build": { args: [app: string, builderType: string]; combine: "filter" };
  /** Before each container; empty or _default_ proc means defaults. */
  "docker-args-process-deploy": {
    args: [app: string, imageSourceType: string, tag: string, processType?: string, index?: string];
    combine: "filter";
  };
  /** Before a one-off container. */
  "docker-args-process-run": { args: [app: string, imageSourceType: string, tag: string]; combine: "filter" };
  /** Before a one-off container. */
  "docker-args-run": { args: [app: string, tag: string]; combine: "filter" };
  /** Programmatic hostname attach. */
  "domains-add": { args: [app: string, domain: string]; combine: "notify" };
  /** Programmatic vhost off. */
  "domains-disable": { args: [app: string, restart: string]; combine: "notify" };
  /** Programmatic vhost on. */
  "domains-enable": { args: [app: string, restart: string]; combine: "notify" };
  /** Proxies and schedulers list hostnames. */
  "domains-list": { args: [app: string]; combine: "answer" };
  /** url/urls commands and deploy summary. */
  "domains-urls": { args: [app: string, urlType: string]; combine: "answer" };
  /** Proxies ask if vhosts are on. */
  "domains-vhost-enabled": { args: [app: string]; combine: "answer" };
  /** Which branch triggers a deploy. */
  "git-deploy-branch": { args: [app: string]; combine: "answer" };
  /** Import an archive into the app repo then build. */
  "git-from-archive": { args: [app: string, url: string, type: string, user: string, email: string]; combine: "notify" };
  /** Commit a directory into the app repo then build. */
  "git-from-directory": { args: [app: string, source: string, user: string, email: string]; combine: "notify" };
  /** Commit a FROM-only Dockerfile then build. */
  "git-from-image": { args: [app: string, image: string, buildDir: string, user: string, email: string]; combine: "notify" };
  /** Lookup of a git property. */
  "git-get-property": { args: [app: string, key: string]; combine: "answer" };
  /** Is there code on the branch. */
  "git-has-code": { args: [app: string, branch: string]; combine: "notify" };
  /** After someone fetched the app repo. */
  "git-post-pull": { args: [app: string]; combine: "notify" };
  /** Before someone fetches the app repo. */
  "git-pre-pull": { args: [app: string]; combine: "notify" };
  /** Current commit of the app. */
  "git-revision": { args: [app: string]; combine: "answer" };
  /** Before the haproxy compose file is rendered, may offer another template. */
  "haproxy-template-source": { args: [app: string]; combine: "answer" };
  /** After a command, for each hook of a plugin of the host that took more than a tenth of a second. */
  "hook-slow": { args: [plugin: string, hook: string, milliseconds: string]; combine: "notify" };
  /** plugin:install and upgrades; all enabled plugins. */
  install: { args: []; combine: "notify" };
  /** Lookup of a logs property. */
  "logs-get-property": { args: [app: string, key: string]; combine: "answer" };
  /** Proxy rebuild re-detects listeners. */
  "network-build-config": { args: [app: string]; combine: "notify" };
  /** Proxy cleanup. */
  "network-clear-config": { args: [app: string]; combine: "notify" };
  /** Proxy asks if listener data exists. */
  "network-config-exists": { args: [app: string]; combine: "answer" };
  /** Deploy asks the address of a container. */
  "network-get-ipaddr": { args: [app: string, processType: string, containerId: string]; combine: "answer" };
  /** Proxy upstream list. */
  "network-get-listeners": { args: [app: string, processType: string]; combine: "answer" };
  /** Lookup of a network property. */
  "network-get-property": { args: [app: string, key: string]; combine: "answer" };
  /** Fixed upstream for apps that are not containers. */
  "network-get-static-listeners": { args: [app: string, processType: string]; combine: "answer" };
  /** Deploy stores a container address. */
  "network-write-ipaddr": { args: [app: string, processType: string, index: string, ip: string]; combine: "notify" };
  /** Deploy stores a container port. */
  "network-write-port": { args: [app: string, processType: string, index: string, port: string]; combine: "notify" };
  /** Before a vhost is rendered, may offer another template. */
  "nginx-app-template-source": { args: [app: string, type: string]; combine: "answer" };
  /** Before the shared dokku.conf is rendered. */
  "nginx-dokku-template-source": { args: []; combine: "answer" };
  /** Default hostname computation for a new app. */
  "nginx-hostname": { args: [app: string, subdomain: string, vhost: string]; combine: "filter" };
  /** Just before nginx reloads. */
  "nginx-pre-reload": { args: [app: string, port: string, ip: string]; combine: "notify" };
  /** Before the openresty compose file is rendered, may offer another template. */
  "openresty-template-source": { args: [app: string]; combine: "answer" };
  /** Reset ports silently. */
  "ports-clear": { args: [app: string]; combine: "notify" };
  /** Proxies ask for initial ports. */
  "ports-configure": { args: [app: string]; combine: "notify" };
  /** Networking asks for mappings. */
  "ports-get": { args: [app: string, format: string]; combine: "answer" };
  /** Pick a host port. */
  "ports-get-available": { args: [app?: string]; combine: "answer" };
  /** Lookup of a ports property. */
  "ports-get-property": { args: [app: string, key: string]; combine: "answer" };
  /** Builders record ports found in the image. */
  "ports-set-detected": { args: [app: string, ...mappings: string[]]; combine: "notify" };
  /** After apps:clone finished. */
  "post-app-clone": { args: [old: string, new: string]; combine: "notify" };
  /** During apps:clone before rebuild: plugins copy their data. */
  "post-app-clone-setup": { args: [old: string, new: string]; combine: "notify" };
  /** After apps:rename finished. */
  "post-app-rename": { args: [old: string, new: string]; combine: "notify" };
  /** During apps:rename before rebuild: plugins move their data. */
  "post-app-rename-setup": { args: [old: string, new: string]; combine: "notify" };
  /** After any build (since 0.32 the form to use). */
  "post-build": { args: [builder: string, app: string, source: string]; combine: "notify" };
  /** After a buildpack build. */
  "post-build-buildpack": { args: [app: string, source: string]; combine: "notify" };
  /** After a buildpack build, in the words of 2014. */
  "post-build-buildstep": { args: [app: string]; combine: "notify" };
  /** After a dockerfile build. */
  "post-build-dockerfile": { args: [app: string]; combine: "notify" };
  /** After a lambda build. */
  "post-build-lambda": { args: [app: string, source: string]; combine: "notify" };
  /** After a pack build. */
  "post-build-pack": { args: [app: string, source: string]; combine: "notify" };
  /** After a TLS pair is removed. */
  "post-certs-remove": { args: [app: string]; combine: "notify" };
  /** After a TLS pair is added or replaced. */
  "post-certs-update": { args: [app: string]; combine: "notify" };
  /** After env variables change. */
  "post-config-update": { args: [scope: string, action: string, ...keys: string[]]; combine: "notify" };
  /** Container exists but is not started; network attachments happen here. */
  "post-container-create": {
    args: [type: string, containerId: string, name: string, phase: string, processType?: string];
    combine: "notify";
  };
  /** After an app is registered. */
  "post-create": { args: [app: string]; combine: "notify" };
  /** After an app is deleted. */
  "post-delete": { args: [app: string, tag: string]; combine: "notify" };
  /** After core-post-deploy and before old containers stop; app.json postdeploy task runs here. */
  "post-deploy": { args: [app: string, port: string, ip: string, tag: string]; combine: "notify" };
  /** After hostnames change; actions add, clear, disable, enable, remove, reset, set. */
  "post-domains-update": { args: [app: string, action: string, ...domains: string[]]; combine: "notify" };
  /** After source extraction; third parties may edit the tree before detection. */
  "post-extract": { args: [app: string, source: string, revision: string]; combine: "notify" };
  /** After mappings change (add, clear, remove, set). */
  "post-proxy-ports-update": { args: [app: string, action: string]; combine: "notify" };
  /** After registry:login. */
  "post-registry-login": { args: [server: string, user: string]; combine: "notify" };
  /** After a built image became a release. */
  "post-release": { args: [app: string]; combine: "notify" };
  /** After the release step; registry pushes here, app.json release tasks run around here. */
  "post-release-builder": { args: [builder: string, app: string, image: string]; combine: "notify" };
  /** After the release of a buildpack build. */
  "post-release-buildpack": { args: [app: string, tag: string]; combine: "notify" };
  /** After the release of a buildpack build, in the words of 2014. */
  "post-release-buildstep": { args: [app: string]; combine: "notify" };
  /** After the release of a Dockerfile build. */
  "post-release-dockerfile": { args: [app: string, tag: string]; combine: "notify" };
  /** Once after a restore, whatever came of it: what was made for each app takes effect for all. */
  "post-restore": { args: []; combine: "notify" };
  /** After the stack changes. */
  "post-stack-set": { args: [app: string, value: string]; combine: "notify" };
  /** After ps:stop. */
  "post-stop": { args: [app: string]; combine: "notify" };
  /** Before any build (since 0.32 the form to use). */
  "pre-build": { args: [builder: string, app: string, source: string]; combine: "notify" };
  /** Before a buildpack build. */
  "pre-build-buildpack": { args: [app: string, source: string]; combine: "notify" };
  /** Before a buildpack build, in the words of 2014. */
  "pre-build-buildstep": { args: [app: string]; combine: "notify" };
  /** Before a dockerfile build. */
  "pre-build-dockerfile": { args: [app: string]; combine: "notify" };
  /** Before a lambda build. */
  "pre-build-lambda": { args: [app: string, source: string]; combine: "notify" };
  /** Before a pack build. */
  "pre-build-pack": { args: [app: string, source: string]; combine: "notify" };
  /** Before an app is deleted. */
  "pre-delete": { args: [app: string, tag: string]; combine: "notify" };
  /** Image ready, containers not started. */
  "pre-deploy": { args: [app: string, tag: string]; combine: "notify" };
  /** Before vhosts are turned off. */
  "pre-disable-vhost": { args: [app: string]; combine: "notify" };
  /** Before vhosts are turned on. */
  "pre-enable-vhost": { args: [app: string]; combine: "notify" };
  /** Source tree ready and builder known, before the build. */
  "pre-receive-app": { args: [app: string, builder: string, source: string, revision: string]; combine: "notify" };
  /** Before a built image becomes a release. */
  "pre-release": { args: [app: string]; combine: "notify" };
  /** Before env and labels are applied to the image. */
  "pre-release-builder": { args: [builder: string, app: string, image: string]; combine: "notify" };
  /** Before the release step of a buildpack build. */
  "pre-release-buildpack": { args: [app: string, tag: string]; combine: "notify" };
  /** Before the release of a buildpack build, in the words of 2014. */
  "pre-release-buildstep": { args: [app: string]; combine: "notify" };
  /** Before the release step of a dockerfile build. */
  "pre-release-dockerfile": { args: [app: string, tag: string]; combine: "notify" };
  /** Before the release step of a lambda build. */
  "pre-release-lambda": { args: [app: string, tag: string]; combine: "notify" };
  /** Before the release step of a pack build. */
  "pre-release-pack": { args: [app: string, tag: string]; combine: "notify" };
  /** Once before boot-time restore of all apps. */
  "pre-restore": { args: [scheduler?: string]; combine: "notify" };
  /** Before ps:start. */
  "pre-start": { args: [app: string]; combine: "notify" };
  /** Is there a Procfile. */
  "procfile-exists": { args: [app: string]; combine: "notify" };
  /** Command of one process type, its variables filled in from the app's. */
  "procfile-get-command": { args: [app: string, processType: string, port: string]; combine: "answer" };
  /** Regenerate proxy config. */
  "proxy-build-config": { args: [app: string]; combine: "notify" };
  /** Remove proxy config. */
  "proxy-clear-config": { args: [app: string]; combine: "notify" };
  /** Proxy turned off. */
  "proxy-disable": { args: [app: string]; combine: "notify" };
  /** Proxy turned on. */
  "proxy-enable": { args: [app: string]; combine: "notify" };
  /** Is proxying on. */
  "proxy-is-enabled": { args: [app: string]; combine: "answer" };
  /** Which proxy serves the app. */
  "proxy-type": { args: [app: string]; combine: "answer" };
  /** app.json formation forbids or allows manual scaling. */
  "ps-can-scale": { args: [app: string, allowed: string]; combine: "notify" };
  /** Current scale. */
  "ps-current-scale": { args: [app: string]; combine: "answer" };
  /** Lookup of a ps property. */
  "ps-get-property": { args: [app: string, key: string]; combine: "answer" };
  /** Set scale from app.json or plugins. */
  "ps-set-scale": { args: [app: string, skipDeploy: string, clear: string, ...scale: string[]]; combine: "notify" };
  /** Code arrived: take the deploy lock, extract, build, release, deploy. */
  "receive-app": { args: [app: string, revision?: string]; combine: "notify" };
  /** Any branch pushed; plugins may act on non-deploy branches (review apps). */
  "receive-branch": { args: [app: string, revision: string, refname: string]; combine: "notify" };
  /** Release an existing image and deploy. */
  "release-and-deploy": { args: [app: string, tag?: string, source?: string]; combine: "notify" };
  /** dokku report asks each plugin for its section. */
  report: { args: [app: string]; combine: "answer" };
  /** Lookup of a cap or reservation. */
  "resource-get-property": { args: [app: string, processType: string, kind: string, key: string]; combine: "answer" };
  /** The new containers serve and the old ones are still there: the release is written down, before post-deploy. */
  "release-live": { args: [app: string, tag: string, imageId?: string]; combine: "notify" };
  /** An old container could not be stopped. */
  "retire-container-failed": { args: [app: string, containerId?: string]; combine: "notify" };
  /** ps:report. */
  "scheduler-app-status": { args: [scheduler: string, app: string]; combine: "answer" };
  /** Cron definitions changed. */
  "scheduler-cron-write": { args: [scheduler: string, app?: string]; combine: "notify" };
  /** Deploy phase. */
  "scheduler-deploy": { args: [scheduler: string, app: string, tag: string, processType?: string]; combine: "notify" };
  /** Every scheduler-aware command. */
  "scheduler-detect": { args: [app: string]; combine: "answer" };
  /** enter. */
  "scheduler-enter": { args: [scheduler: string, app: string, ...words: string[]]; combine: "notify" };
  /** ps:inspect. */
  "scheduler-inspect": { args: [scheduler: string, app: string]; combine: "answer" };
  /** Is the app live. */
  "scheduler-is-deployed": { args: [scheduler: string, app: string]; combine: "notify" };
  /** logs. */
  "scheduler-logs": {
    args: [scheduler: string, app: string, processType: string, tail: string, quiet: string, num: string];
    combine: "answer";
  };
  /** logs:failed. */
  "scheduler-logs-failed": { args: [scheduler: string, app: string]; combine: "answer" };
  /** logs --release. */
  "scheduler-logs-release": {
    args: [scheduler: string, app: string, version: string, processType: string, quiet: string, num: string];
    combine: "answer";
  };
  /** App deleted. */
  "scheduler-post-delete": { args: [scheduler: string, app: string, tag: string]; combine: "notify" };
  /** A process type is fully up (nginx refreshes early for large scales). */
  "scheduler-post-deploy-process": { args: [app: string, processType: string]; combine: "notify" };
  /** One-off container started or ended. */
  "scheduler-post-run": { args: [scheduler: string, app: string, containerId: string, exitCode?: string]; combine: "notify" };
  /** Before one app is restored. */
  "scheduler-pre-restore": { args: [scheduler: string, app: string]; combine: "notify" };
  /** nginx:show-config when the scheduler owns the proxy. */
  "scheduler-proxy-config": { args: [scheduler: string, app: string, proxy: string]; combine: "answer" };
  /** nginx:access-logs and error-logs. */
  "scheduler-proxy-logs": {
    args: [scheduler: string, app: string, proxy: string, kind: string, tail: string, num: string];
    combine: "answer";
  };
  /** Queue an old container for later stop. */
  "scheduler-register-retired": { args: [app: string, containerId: string, wait?: string]; combine: "notify" };
  /** Timer pass that stops queued containers. */
  "scheduler-retire": { args: [scheduler: string, app: string]; combine: "notify" };
  /** run and run:detached. */
  "scheduler-run": { args: [scheduler: string, app: string, envCount: string, ...words: string[]]; combine: "notify" };
  /** run:list. */
  "scheduler-run-list": { args: [scheduler: string, app: string, format: string]; combine: "answer" };
  /** run:logs. */
  "scheduler-run-logs": {
    args: [scheduler: string, app: string, container: string, tail: string, quiet: string, num: string];
    combine: "answer";
  };
  /** run:retire and ps:retire. */
  "scheduler-run-retire": { args: [scheduler: string, app: string]; combine: "notify" };
  /** run:stop. */
  "scheduler-run-stop": { args: [scheduler: string, app: string, container: string]; combine: "notify" };
  /** ps:stop and apps:destroy. */
  "scheduler-stop": { args: [scheduler: string, app: string, remove: string]; combine: "notify" };
  /** storage:exec; exit code passes through. */
  "scheduler-storage-exec": { args: [scheduler: string, entry: string, image: string, ...words: string[]]; combine: "notify" };
  /** A tag was added to an app's image. */
  "scheduler-tags-create": { args: [scheduler: string, app: string, tag: string]; combine: "notify" };
  /** A tag was removed from an app's image. */
  "scheduler-tags-destroy": { args: [scheduler: string, app: string, tag: string]; combine: "notify" };
  /** Crontab generation asks who owns the schedule. */
  "scheduler-uses-host-cron": { args: [scheduler: string]; combine: "answer" };
  /** Before and after a datastore plugin creates, deletes, links or unlinks a service. */
  "service-action": { args: [action: string, plugin: string, service: string, app?: string]; combine: "notify" };
  /** Another plugin asks which services there are, as plugin:service. */
  "service-list": { args: [plugin?: string]; combine: "answer" };
  /** Schedulers render mounts. */
  "storage-app-mounts": { args: [app: string, phase: string]; combine: "answer" };
  /** Provision a volume. */
  "storage-create": { args: [entry: string]; combine: "notify" };
  /** Release a volume. */
  "storage-destroy": { args: [entry: string]; combine: "notify" };
  /** Old plugins list mounts: `host:container[:options]` a line, or a list in JSON for the format `json`. */
  "storage-list": { args: [app: string, phase: string, format: string]; combine: "answer" };
  /** storage:wait polling. */
  "storage-status": { args: [entry: string]; combine: "answer" };
  /** Before the traefik compose file is rendered, may offer another template. */
  "traefik-template-source": { args: [app: string]; combine: "answer" };
  /** plugin:uninstall; every plugin is called and must compare the name. */
  uninstall: { args: [plugin: string]; combine: "notify" };
  /** plugin:update. */
  update: { args: []; combine: "notify" };
  /** Before every command; skipped when only the core event logger has it. */
  "user-auth": { args: [sshUser: string, sshName: string, command: string, ...words: string[]]; combine: "answer" };
  /** App listing and existence checks. */
  "user-auth-app": { args: [sshUser: string, sshName: string, ...apps: string[]]; combine: "answer" };
  /** A datastore plugin lists services or looks one up; answers those that may be seen. */
  "user-auth-service": { args: [sshUser: string, sshName: string, plugin: string, ...services: string[]]; combine: "answer" };
  /** Before the Vector compose file is rendered. */
  "vector-template-source": { args: []; combine: "answer" };
}
