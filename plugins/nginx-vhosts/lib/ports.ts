import { answer, type Io, trouble } from "hokku";

/** A port of the host, how people speak to it, and the container's port behind it. */
export interface Mapping {
  readonly scheme: string;
  readonly host: string;
  readonly container: string;
}

/** The mappings nginx serves. What needs a certificate is left out, and said, where the app has none. */
export async function mappings(io: Io, app: string, certified: boolean): Promise<Mapping[]> {
  const words = (await answer(io, "ports-get", app, "stdout")).split(/\s+/).filter(Boolean);
  return words.flatMap((word) => {
    const [, scheme = "", host = "", container = ""] = /^(https?|grpcs?):(\d{1,5}):(\d{1,5})$/.exec(word) ?? [];
    if (!scheme) return left(`${word} is not for nginx, which serves http, https, grpc and grpcs`);
    if (!certified && /^(https|grpcs)$/.test(scheme)) return left(`${word} needs a certificate: dokku certs:add ${app}`);
    return [{ scheme, host, container }];
  });
}

function left(why: string): [] {
  trouble(`Port mapping ${why}`);
  return [];
}
