/** What a pushed template may reach, by what it is for; all paths are full ones. */
export interface Reach {
  /** The app's folder, `$DOKKU_ROOT/<app>`. */
  readonly home: string;
  /** The app's certificate. */
  readonly tls: string;
  /** The folder of nginx.conf, from which nginx takes an include that is no full path. */
  readonly conf: string;
  /** Our error pages. */
  readonly pages: string;
  /** Log files that the host's owner chose for the app. */
  readonly logs: readonly string[];
  /** Where nginx may keep what it caches for the app. */
  readonly cache: string;
}

/** A place for the path that a directive begins with, and how a refusal describes it. */
interface Place {
  readonly has: (path: string, reach: Reach) => boolean;
  readonly instead: (reach: Reach) => string;
}

/** Without variables, as those are filled in by whoever asks; without a way up; without what a glob would take for a dot. */
const PLAIN = /^\/(?!(.*\/)?\.\.?(\/|$))[\w./+@%=,:~-]*$/;
const below = (path: string, ...folders: string[]): boolean =>
  PLAIN.test(path) && folders.some((folder) => path.startsWith(`${folder}/`));

const included: Place = {
  has(path, { home, conf }) {
    const full = path.startsWith("/") ? path : `${conf}/${path}`;
    const [, folder = "", file = ""] = /^(.*)\/([^/]*)$/.exec(full) ?? [];
    if (/(^|\/)\./.test(full) || !/^[\w.*?[\]+@-]+$/.test(file)) return false;
    if (full.startsWith(`${conf}/`))
      return /^(mime\.types|fastcgi\.conf|\w+_params|snippets\/[\w.-]+\.conf)$/.test(full.slice(conf.length + 1));
    return below(`${folder}/`, `${home}/nginx.conf.d`);
  },
  instead: ({ home }) => `use a file below ${home}/nginx.conf.d`,
};
const logged: Place = {
  has: (path, { logs }) =>
    /^(off|stderr|syslog:server=(?!.*unix:)[\w.:[\],=-]+)$/i.test(path) ||
    logs.includes(path) ||
    below(path, "/var/log/nginx", "/var/log/openresty"),
  instead: () => "use off, or a file below /var/log/nginx",
};
const certificate: Place = {
  has: (path, { tls, home }) => below(path, tls, `${home}/tls`),
  instead: ({ tls }) => `use one in ${tls}`,
};
const authorities: Place = {
  has: (path, reach) => certificate.has(path, reach) || below(path, "/etc/ssl/certs"),
  instead: ({ tls }) => `use one in ${tls} or in /etc/ssl/certs`,
};
const served: Place = {
  has: (path, { home, pages }) => below(`${path}/`, pages, `${home}/public`),
  instead: ({ home }) => `use ${home}/public, or let the app itself serve its files`,
};
const passwords: Place = {
  has: (path, { home }) => below(path, home),
  instead: ({ home }) => `use a file below ${home}`,
};
const cached: Place = {
  has: (path, { cache }) => below(`${path}/`, cache),
  instead: ({ cache }) => `use ${cache}`,
};
const located: Place = {
  has: (path) => below(path, "/usr/share/GeoIP", "/var/lib/GeoIP"),
  instead: () => "use a file in /usr/share/GeoIP",
};

const PLACES: readonly (readonly [directives: RegExp, place: Place])[] = [
  [/^include$/, included],
  [/^(access|error)_log$/, logged],
  [/^(\w+_)?ssl_(certificate|certificate_key|session_ticket_key|stapling_file|password_file)$/, certificate],
  [/^(\w+_)?ssl_(trusted_certificate|client_certificate|crl|dhparam)$/, authorities],
  [/^(root|alias)$/, served],
  [/^auth_basic_user_file$/, passwords],
  [/^(proxy|fastcgi|uwsgi|scgi)_cache_path$/, cached],
  [/^geoip2?(_country|_city|_org)?$/, located],
];

/** The place for the path that this directive begins with, if it is one that takes a path. */
export const placeFor = (name: string): Place | undefined => PLACES.find(([names]) => names.test(name))?.[1];
