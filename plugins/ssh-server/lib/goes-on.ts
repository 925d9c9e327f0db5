/**
 * Whether a command is a deploy, which goes on when its client has gone: half a deploy helps nobody.
 * Everything else is hung up, as a terminal would do.
 */
export function goesOn(words: string): boolean {
  const [command = ""] = words.split(/[\s'"]+/).filter((word) => word && !word.startsWith("-"));
  return DEPLOYS.test(command);
}

const DEPLOYS =
  /^(git-receive-pack|receive|deploy|git:(from-\w+|load-image|sync)|tar:(in|from)|tags:deploy|ps:(rebuild|restart|restore|retire|scale|start)|config:(set|unset|clear|import))$/;
