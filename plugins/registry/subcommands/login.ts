#!/usr/bin/env hokku
import { command, Exit, trigger, trouble } from "hokku";
import { clientIn } from "hokku/endpoint";
import { mustRun } from "hokku/run";
import { wholeStdin } from "hokku/whole-stdin";
import { credentials, makeFolder, registryServer } from "../lib/credentials.ts";
import { loginWords } from "../lib/login-words.ts";

/** The password goes to docker by stdin: words of a program can be read by everybody on the host. */
export default command({
  name: "registry:login",
  summary: "Give an app, or all apps, the credentials of an image registry",
  args: "[<words>...]",
  flags: {
    global: { type: "boolean", summary: "for all apps: the words are then <server> <user> [<password>]" },
    "password-stdin": { type: "boolean", summary: "read the password from stdin" },
  },
  examples: [
    "echo $PASSWORD | dokku registry:login --password-stdin node-app registry.example.com me",
    "echo $PASSWORD | dokku registry:login --global --password-stdin docker.io me",
  ],
  run: async ({ words: { words }, flags: { global, "password-stdin": byStdin }, io }) => {
    const { app, server: given, user, password: word } = loginWords(words, global, byStdin, io.env);
    const server = registryServer(given);
    const password = byStdin ? (await wholeStdin(io)).toString().trim() : (word ?? "");
    if (!password) throw new Exit(1, "Missing password argument; with --password-stdin, send the password on stdin");
    if (/[\r\n\0]/.test(password)) throw new Exit(1, "The password is more than one line; send the password and nothing else");
    const quiet = { ...io, stdout: () => {} };
    await mustRun(
      quiet,
      io.env.DOCKER_BIN ?? "docker",
      ["login", "--username", user, "--password-stdin", server],
      `Unable to log in to ${server}`,
      {
        input: `${password}\n`,
        env: clientIn(makeFolder(credentials(io.env, app)), io.env),
      },
    );
    trouble(app ? `Login Succeeded for ${app}` : "Login Succeeded for global registry");
    await trigger({ ...io, env: { ...io.env, DOCKER_REGISTRY_PASS: password } }, "post-registry-login", server, user);
    return { app: app ?? "--global", server, user };
  },
  text: () => {},
});
