/** Who commits what does not come by a push. */
export interface Author {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

/** The author as git's environment. */
export function authorEnvironment({ name, email }: Author): Record<string, string> {
  const [who, address] = [name || "Dokku", email || "automated@dokku.sh"];
  return { GIT_AUTHOR_NAME: who, GIT_AUTHOR_EMAIL: address, GIT_COMMITTER_NAME: who, GIT_COMMITTER_EMAIL: address };
}
