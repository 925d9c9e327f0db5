import { proxy } from "hokku/proxy";

/** What makes vhosts is 80 files, which hooks of hosts without nginx are spared. */
export default proxy({
  refresh: async (io, app) => {
    const { buildVhost } = await import("./lib/build.ts");
    await buildVhost(io, app);
  },
  settle: async (io, app) => {
    const { kept, LEGACY } = await import("./lib/template.ts");
    for (const name of ["nginx.conf.sigil", ...LEGACY]) kept(app, name, io.env).settle();
    const { warnOfDefaultSite } = await import("./lib/default-site.ts");
    await warnOfDefaultSite(io, app);
  },
  clear: async (io, app) => {
    const { clearVhost } = await import("./lib/clear.ts");
    await clearVhost(io, app);
  },
});
