// slow: asks every command there is
import t from "tap";
import { declaredCommands } from "../../scripts/lib/declared.ts";
import { complaint, prepared, withoutEngine, wordsFor } from "../lib/json-contract.ts";
import { root } from "../lib/root.ts";

t.test("case 25: --json, of every declared command: data, lines of data, an error, or a refusal", async (t) => {
  const made = prepared(root(t));
  const all = await declaredCommands();
  t.ok(all.length > 190, `${all.length} commands`);
  for (const declaration of all) {
    const words = wordsFor(declaration);
    t.equal(complaint(declaration, await withoutEngine(made, words)), "", words.join(" "));
  }
});
