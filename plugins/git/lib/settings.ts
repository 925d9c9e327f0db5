/** Every property of git apps. */
export const KEYS = ["archive-max-files", "archive-max-size", "deploy-branch", "keep-git-dir", "rev-env-var", "source-image"];

/** How much an archive may hold, in files and bytes, where nothing else is set. */
export const ARCHIVE_LIMITS = { "archive-max-files": "10000", "archive-max-size": "1073741824" };
