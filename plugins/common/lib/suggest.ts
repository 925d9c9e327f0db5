/** Up to three names that a person may have meant, the nearest first; `limit` is how many letters may be wrong. */
export function suggest(typed: string, names: readonly string[], limit = Math.max(2, Math.floor(typed.length / 3))): string[] {
  const near = names.map((name) => ({ name, far: distance(typed, name, limit) })).filter(({ far }) => far <= limit);
  const same = near.sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1)).map(({ name }) => name);
  return same.slice(0, 3);
}

/** How many letters have to be added, dropped, replaced or swapped to make one of the other; more than `limit` is not counted. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const best = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(swapped ? Math.min(best, (before[j - 2] ?? 0) + 1) : best);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}
