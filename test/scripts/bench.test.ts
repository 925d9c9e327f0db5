import t from "tap";
import { withSection } from "../../scripts/lib/bench/sections.ts";

const PAGE = "# Performance\n\nText.\n\n## First run\n\n| a |\n\n## Beside Dokku\n\n| b |\n";

t.test("a section that is measured anew takes its own place, and no other's", async (t) => {
  t.equal(withSection(PAGE, "First run", "| c |\n"), PAGE.replace("| a |", "| c |"));
  t.equal(withSection(PAGE, "Beside Dokku", "\n| c |\n"), PAGE.replace("| b |", "| c |"));
});

t.test("a new one stands at the end", async (t) => {
  t.equal(withSection(PAGE, "Faults", "| c |"), `${PAGE}\n## Faults\n\n| c |\n`);
  t.equal(withSection("# Performance\n\nText.\n", "Faults", "| c |"), "# Performance\n\nText.\n\n## Faults\n\n| c |\n");
});
