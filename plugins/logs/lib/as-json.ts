/** A line of `logs` in its parts: `2026-11-25T10:00:00.123456789Z app[web.1]: hello`; without times and names, the text alone. */
export function logLine(line: string): { time: string; process: string; text: string } {
  const [, time = "", process = "", text = line] = /^(\d{4}-\d\d-\d\dT\S+) app\[([^\]]+)\]: ?(.*)$/s.exec(line) ?? [];
  return { time, process, text };
}

/** Lines of `logs:failed`, each with the app under whose heading it stands. */
export function failedLine(): (line: string) => { app: string; text: string } | undefined {
  let app = "";
  return (text) => {
    const [, heading] = /^=====> (\S+) failed deploy logs$/.exec(text) ?? [];
    app = heading ?? app;
    return heading ? undefined : { app, text };
  };
}
