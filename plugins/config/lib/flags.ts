/** Flags that many config commands share. */
export const MERGED = { type: "boolean", summary: "the global variables too, below the app's own" } as const;

/** Leaves a running app as it is. */
export const NO_RESTART = { type: "boolean", summary: "do not restart the app" } as const;

/** What a command's text form is when everything has been shown while it ran. */
export const shownAlready = (): void => {};
