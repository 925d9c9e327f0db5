import { createRequire, type LoadHookSync, registerHooks } from "node:module";

type Whole = typeof import("ssh2");

/** The parts of ssh2 that a server needs: its index would load the client as well, and with it https and tls, 5 MB in all. */
interface Parts extends Pick<Whole["utils"], "parseKey" | "generateKeyPairSync"> {
  readonly Server: Whole["Server"];
}

/**
 * Files are changed while they load. Packets may be as large as OpenSSH's: ssh2's own 35,000 bytes are a constant, what is longer
 * ends the connection, and a client's command arrives in one packet, so that `config:set` with a certificate would be cut off.
 * And what this server does without stays out: SFTP, compression, and Poly1305 in WebAssembly, which is 9 MB for one cipher.
 */
const CHANGES: [file: string, change: (source: string) => string][] = [
  [
    "/ssh2/lib/protocol/crypto.js",
    (source) => source.replace("const MAX_PACKET_SIZE = 35000;", `const MAX_PACKET_SIZE = ${256 * 1024};`),
  ],
  ["/ssh2/lib/protocol/crypto/poly1305.js", () => "module.exports = async () => ({ _malloc() {}, cwrap() {} });"],
  [
    "/ssh2/lib/protocol/zlib.js",
    (source) => source.replace("require('zlib')", "{ constants: {}, createInflate: () => ({ _handle: {} }) }"),
  ],
  ["/ssh2/lib/protocol/SFTP.js", () => "module.exports = { SFTP: class {} };"],
];

const load: LoadHookSync = (url, context, next) => {
  const loaded = next(url, context);
  const change = CHANGES.find(([file]) => url.endsWith(file))?.[1];
  return change ? { ...loaded, source: change(String(loaded.source)) } : loaded;
};

function parts(): Parts {
  const hooks = registerHooks({ load });
  const require = createRequire(import.meta.url);
  try {
    const { parseKey } = require("ssh2/lib/protocol/keyParser.js");
    const { generateKeyPairSync } = require("ssh2/lib/keygen.js");
    return { Server: require("ssh2/lib/server.js"), parseKey, generateKeyPairSync };
  } finally {
    hooks.deregister();
  }
}

export default parts();
