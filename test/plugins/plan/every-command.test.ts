// slow: plans every command there is
import t from "tap";
import { whyNotPlanned } from "../../../plugins/common/lib/plannable.ts";
import { declaredCommands } from "../../../scripts/lib/declared.ts";
import { prepared, withoutEngine, wordsFor } from "../../lib/json-contract.ts";
import { root } from "../../lib/root.ts";
import { changes, tree } from "./tree.ts";

t.test("no command that is planned changes anything", async (t) => {
  const made = prepared(root(t));
  for (const declaration of (await declaredCommands()).filter(({ name }) => name !== "plan")) {
    const words = wordsFor(declaration).filter((word) => word !== "--json");
    const before = tree(made);
    const { code, out, err } = await withoutEngine(made, [words[0] ?? "", "--plan", ...words.slice(1)]);
    t.same(changes(before, tree(made)), [], words.join(" "));
    if (declaration.flags?.plan) continue;
    if (whyNotPlanned(declaration.name, made.env, declaration)) t.not(code, 0, declaration.name);
    else if (code === 0) t.match(out, /^=====> This would be done, and nothing of it was\n/, declaration.name);
    else t.match(err, /^ !/m, declaration.name);
  }
});
