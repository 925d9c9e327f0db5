/** The release of Dokku whose commands, triggers and functions these are. Clients choose by it how they speak to a host. */
export const DOKKU_RELEASE = "0.38.27";
