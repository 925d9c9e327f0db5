/** Seconds as people read them. Contract: dokku-letsencrypt's: `89d, 23h, 59m, 2s`, with a dash in front where they have gone by. */
export function duration(seconds: number): string {
  const all = Math.abs(Math.trunc(seconds));
  const [days, hours, minutes] = [Math.floor(all / 86_400), Math.floor(all / 3_600) % 24, Math.floor(all / 60) % 60];
  return `${seconds < 0 ? "-" : ""}${days}d, ${hours}h, ${minutes}m, ${all % 60}s`;
}
