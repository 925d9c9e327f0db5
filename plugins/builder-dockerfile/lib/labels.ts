/** The stage of an image that is ready to run. Contract: Dokku's label. */
export const STAGE = "com.dokku.image-stage";

/**
 * What is written on an app's image. They are those of a release from the start: nothing else is added to the image of a
 * Dockerfile by releasing it, and a second build just for a label would cost as much as a cached first one.
 */
export function labels(app: string): Record<string, string> {
  return {
    "com.dokku.app-name": app,
    "com.dokku.builder-type": "dockerfile",
    [STAGE]: "release",
    "org.label-schema.schema-version": "1.0",
    "org.label-schema.vendor": "dokku",
    dokku: "",
  };
}
