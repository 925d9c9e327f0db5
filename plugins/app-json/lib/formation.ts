import { type Io, trigger } from "hokku";
import { appJsonOf } from "./app-json.ts";

/** Lets the formation of the app.json be the app's scale; while it names quantities, nobody scales by hand. */
export async function setScale(io: Io, app: string): Promise<void> {
  const quantities = Object.entries(appJsonOf(app, io.env).formation).flatMap(([type, { quantity }]) =>
    quantity === undefined ? [] : `${type}=${quantity}`,
  );
  await trigger(io, "ps-can-scale", app, String(!quantities.length));
  if (quantities.length) await trigger(io, "ps-set-scale", app, "true", "true", ...quantities);
}
