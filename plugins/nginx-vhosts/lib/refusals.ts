import type { Directive } from "./directives.ts";
import { placeFor, type Reach } from "./reach.ts";

/** What runs programs, is another language, loads code, or writes files, in any place. */
const NEVER =
  /^(load_module|ssl_engine|env|user|pid|lock_file|daemon|master_process|working_directory|thread_pool|debug_points|worker_\w+|google_perftools_profiles|state|create_full_put_path|dav_\w+|\w+_store(_access)?|\w+_temp_path|xslt_\w+|xml_entities|echo_(exec|location|subrequest)\w*|\w+_by_(lua|njs)\w*|(lua|js|perl|python|ruby|mruby|wasm|passenger|modsecurity)(_\w+)?)$/;
/** What sends a request to another server. */
const PASSES = /^(proxy|fastcgi|uwsgi|scgi|grpc|memcached)_pass$/;
/** What sends a request to another URI of this server: nginx takes that as it is, `..` too, and looks for a file there. */
const URIS = /^(try_files|index|error_page|auth_request|mirror|add_(before|after)_body|post_action|internal_redirect)$/;
/** What takes text or a URI that opens nothing. */
const TEXT =
  /^(location|server_name|return|set|add_header|add_trailer|more_(set|clear)_(input_)?headers|(proxy|fastcgi|uwsgi|scgi|grpc)_(set_header|set_body|param|redirect|cookie_\w+|cache_key|cache_bypass|no_cache|index|split_path_info|method|ssl_name)|log_format|map|geo|split_clients|sub_filter|valid_referers|auth_basic|auth_request_set|userid_\w+|http2_push|secure_link\w*|health_check|sticky)$/;
/** Blocks whose lines are keys and values, among which only `include` is a directive. */
const TABLES = /^(map|geo|split_clients|types|charset_map)$/;
/** Directives we do not know by name: by their names they take a path. */
const SOUNDS_LIKE_A_PATH = /_(file|path|dir|directory|root|certificate|key|socket|module)$/;
const LEADS_OUT = /(^|=)\/|unix:|\.\./i;

/** Variables that cannot bring `..` into a URI: nginx has resolved what is in them, or refuses a slash there. */
const SAFE =
  /\$(\{(?:(?:document_)?uri|host|scheme|server_name|request_method)\}|(?:(?:document_)?uri|host|scheme|server_name|request_method)\b)/g;
const OF_ONE_GROUP = /^\^?[\w/-]*\/\((\.\*|\.\+|\[\^\/\]\+)\)\$?$/;

/** Why a directive of a pushed template is refused, and what to do; undefined where it stays inside the app. */
export function refusal(directive: Directive, all: readonly Directive[], reach: Reach): string | undefined {
  const { name, args, within } = directive;
  const [first = "", ...others] = args;
  if (/\0/.test([name, ...args].join(""))) return "there is a NUL in it; remove it";
  if (within && TABLES.test(within.name) && name !== "include")
    return directive.isBlock ? "a block cannot stand there" : undefined;
  if (NEVER.test(name)) return "it runs, loads or writes what is not the app's; leave it out";
  const place = placeFor(name);
  if (place && !place.has(first, reach)) return `${JSON.stringify(first)} is not the app's; ${place.instead(reach)}`;
  if (place) return name === "alias" ? slashes(directive) : others.map(outside).find(Boolean);
  if (PASSES.test(name)) return passed(first);
  if (name === "if") return tested(args, reach);
  if (name === "rewrite") return rewritten(directive, all);
  if (URIS.test(name)) return args.map((uri) => uriTrouble(uri)).find(Boolean);
  if (/(^|_)ssl_conf_command$/.test(name))
    return /^(Options|Ciphersuites|CipherString|Curves|Groups|(Min|Max)Protocol|SignatureAlgorithms)$/.test(first)
      ? undefined
      : "it can open files; leave it out";
  if (TEXT.test(name)) return undefined;
  if (SOUNDS_LIKE_A_PATH.test(name)) return "it takes a path, and it is not known which; leave it out";
  return args.map(outside).find(Boolean);
}

const outside = (arg: string): string | undefined =>
  LEADS_OUT.test(arg) ? `${JSON.stringify(arg)} may lead out of the app; leave it out` : undefined;

/** The host may be neither a socket nor a variable, which may become one. */
function passed(target: string): string | undefined {
  const [literal = "", ...variables] = target.replace(/^\w+:\/\//, "").split("$");
  const mayBecome = variables.length > 0 && "unix:".startsWith(literal.toLowerCase());
  if (!/unix:/i.test(target) && !mayBecome) return undefined;
  return `${JSON.stringify(target)} is or may become a socket of the host; use the name of an upstream, or an address`;
}

/** `-f` and its like tell whether a file exists. */
function tested(args: readonly string[], { home }: Reach): string | undefined {
  const at = args.findIndex((arg) => /^\(?!?-[fdex]$/.test(arg));
  const path = args[at + 1] ?? "";
  const isPlain = /^(\$request_filename|\$document_root\/[\w./-]*|\/[\w./-]+)\)?$/.test(path) && !path.includes("..");
  if (at < 0 || (isPlain && (path.startsWith("$") || path.startsWith(`${home}/`)))) return undefined;
  return `${JSON.stringify(path)} is not the app's; test $request_filename, or a file below ${home}`;
}

/** `location /i` with `alias .../public/` serves what is beside it, by `/i../`. */
function slashes({ args: [path = ""], within }: Directive): string | undefined {
  const location = locationOf(within);
  if (!path.endsWith("/") || location?.args.at(-1)?.endsWith("/") || location?.args[0] === "=") return undefined;
  return "with a slash at its end it also serves what is beside it; end the location with one too";
}

function rewritten(directive: Directive, all: readonly Directive[]): string | undefined {
  const { args, within } = directive;
  const [pattern = "", to = "", flag] = args;
  if (/^(https?:\/\/|\$scheme:)/.test(to) || /^(redirect|permanent)$/.test(flag ?? "")) return undefined;
  const location = locationOf(within);
  if (flag === "break" && location && all.some(({ name, within }) => within === location && PASSES.test(name))) return undefined;
  return uriTrouble(OF_ONE_GROUP.test(pattern) ? to.replace(/\/\$1(?=$|[/?])/, "/") : to);
}

function locationOf(block: Directive | undefined): Directive | undefined {
  return !block || block.name === "location" ? block : locationOf(block.within);
}

function uriTrouble(uri: string): string | undefined {
  if (/^(https?:\/\/|@)/.test(uri)) return undefined;
  const [path = ""] = uri.split(/\?|\$is_args|\$\{is_args\}/);
  if (!path.includes("..") && !path.replace(SAFE, "").includes("$")) return undefined;
  return `${JSON.stringify(uri)} may lead to any file of the host; use a plain path, with $uri at most`;
}
