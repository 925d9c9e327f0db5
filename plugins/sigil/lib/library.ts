const { createRequire } = process.getBuiltinModule("node:module");

/** Loads a package where a template needs it first. Templates are rendered without waiting, so this is no `import()`. */
export const library = createRequire(import.meta.url);
