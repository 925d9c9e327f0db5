#!/usr/bin/env hokku
import type { Executable } from "hokku";

/** What git itself asks for over SSH, and what a repository's pre-receive hook calls. Contract: `git-*` since 0.2. */
const answer: Executable = async ([name = "", ...words], io) => {
  if (name === "git-hook") return (await import("./lib/push.ts")).receivePush(words, io);
  if (!/^git-(receive-pack|upload-pack|upload-archive)$/.test(name)) return 10;
  const { receivePack, uploadArchive, uploadPack } = await import("./lib/serve.ts");
  if (name === "git-receive-pack") return receivePack(words, io);
  return name === "git-upload-pack" ? uploadPack(words, io) : uploadArchive(words, io);
};

export default answer;
