/** What is known of an image without asking Docker. */
export interface Built {
  readonly labels: Readonly<Record<string, string>>;
}

const built = new Map<string, Built>();

/**
 * Remembers an image that this process has just built or asked for, which spares starting the docker client once more.
 * Labels outlive what plugins do to an image between build and release (`docker commit`), so they stay true; ids do not.
 */
export function remember(image: string, facts: Built): void {
  built.set(image, facts);
}

/** What this process knows of an image. */
export function remembered(image: string): Built | undefined {
  return built.get(image);
}
