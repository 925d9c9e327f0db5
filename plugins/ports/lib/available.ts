import { createServer } from "node:net";
import { Exit } from "hokku";

/** A TCP port of this host that nobody listens on now. */
export function availablePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === "object" && address) resolve(address.port);
        else reject(new Exit(1, "The system gave no free port; try again"));
      });
    });
  });
}
