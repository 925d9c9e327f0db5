import { createRequire, type LoadHookSync, registerHooks } from "node:module";

/**
 * ssh2, with room for packets as large as OpenSSH's. Its own 35,000 bytes are a constant, and what is longer ends the connection:
 * a client's command arrives in one packet, so that `config:set` with a certificate would be cut off.
 */
const SSH2_LIMIT = "const MAX_PACKET_SIZE = 35000;";
const OPENSSH_LIMIT = `const MAX_PACKET_SIZE = ${256 * 1024};`;

const load: LoadHookSync = (url, context, next) => {
  const loaded = next(url, context);
  if (!url.endsWith("/ssh2/lib/protocol/crypto.js")) return loaded;
  return { ...loaded, source: String(loaded.source).replace(SSH2_LIMIT, OPENSSH_LIMIT) };
};

function withRoom(): typeof import("ssh2") {
  const hooks = registerHooks({ load });
  try {
    return createRequire(import.meta.url)("ssh2");
  } finally {
    hooks.deregister();
  }
}

export default withRoom();
