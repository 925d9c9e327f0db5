#!/usr/bin/env hokku
import { hook, trigger } from "hokku";
import { answerOptions, quoteWord } from "hokku/docker-options";
import { chosenProxy } from "./lib/chosen.ts";
import { isProxied } from "./lib/proxy.ts";

/** What a proxy that goes by labels is told of an app's web containers. */
export default hook("docker-args-process-deploy", async (io, app, _kind, _tag, type) => {
  const { labels } = (type === "web" && isProxied(app, io.env) && (await chosenProxy(io, app))) || {};
  const hasDomains = () =>
    trigger({ ...io, stdout: () => {} }, "domains-vhost-enabled", app).then(
      () => true,
      () => false,
    );
  const given = labels && (await hasDomains()) ? await labels(io, app) : [];
  answerOptions(
    io,
    given.map((label) => quoteWord(`--label=${label}`)),
  );
});
