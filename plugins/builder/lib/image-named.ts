/** Callers name an image in full, by a tag of the app, or not at all. */
export function imageNamed(app: string, image: string): string {
  if (/[/:]/.test(image)) return image;
  return `dokku/${app}:${image || "latest"}`;
}
