import t from "tap";
import { programCalls } from "../../lib/programs.ts";

t.test("netrc answers as Dokku's, which was asked the same beside it", async (t) => {
  const a = "machine a.com\n  login u # why\n  password p\n";
  const b = "machine b.com login x password y account z\n";
  const other = "default login d password e\n";
  const files = { ".netrc": `# head\n${a}${b}${other}`, open: "machine a.com login u password p" };
  programCalls(t, "netrc", files, [
    { words: "get a.com", out: "u:p\n" },
    { words: "get default", out: "d:e\n" },
    { words: "get nope", code: 1, err: /Invalid machine 'nope' specified/ },
    { words: "get b.com --field account", out: "z\n" },
    { words: "get b.com --field password --field login", out: "password=y\nlogin=x\n" },
    { words: "get b.com --format json", out: '{\n  "login": "x",\n  "password": "y"\n}\n' },
    { words: "get b.com --format shell --field account", out: "account='z'\n" },
    { words: "get b.com --field q", code: 1, err: /Invalid field 'q'/ },
    { words: "get b.com --format q", code: 1, err: /Invalid format 'q'/ },
    { words: "get", code: 1, err: /requires 1 argument: <name>/ },
    { words: "list", out: "a.com\nb.com\n" },
    { words: "list --include-default --format json", out: '[\n  "a.com",\n  "b.com",\n  "default"\n]\n' },
    { words: "list --with-fields", out: "a.com\tlogin=u\tpassword=p\nb.com\tlogin=x\tpassword=y\taccount=z\n" },
    { words: "unset a.com", leaves: { ".netrc": `# head\n${b}${other}` } },
    { words: "unset nope", leaves: { ".netrc": files[".netrc"] } },
    { words: "set c.com u p", leaves: { ".netrc": `${files[".netrc"]}machine c.com\n  login u\n  password p\n` } },
    { words: "set a.com u --stdin", input: "new\n", leaves: { ".netrc": `# head\n${a.replace(" p\n", " new\n")}${b}${other}` } },
    { words: "set a.com u --stdin", code: 1, err: /stdin was empty/ },
    { words: "set a.com u --stdin --password p", input: "new\n", code: 1, err: /--stdin and --password are mutually exclusive/ },
    { words: "set a.com --account k", leaves: { ".netrc": `# head\n${a}  account k\n${b}${other}` } },
    { words: "set c.com --password p", code: 1, err: /without login and password/ },
    { words: "set c.com u", code: 1, err: /takes login and password/ },
    {
      words: ["set", "c.com", "u", "two words"],
      code: 1,
      err: /cannot hold words with spaces/,
      leaves: { ".netrc": files[".netrc"] },
    },
    { words: "set b.com v w --netrc-file open", leaves: { open: `${files.open}\nmachine b.com\n  login v\n  password w\n` } },
    { words: "set x u p", env: { NETRC: "fresh" }, leaves: { fresh: "machine x\n  login u\n  password p\n" } },
    { words: "rename a.com b.com", code: 1, err: /already exists, pass --force/ },
    {
      words: "rename b.com a.com --force",
      err: /overwriting/,
      leaves: { ".netrc": `# head\n${other}machine a.com\n  login x\n  password y\n  account z\n` },
    },
    { words: "version", out: /^\d+\.\d+\.\d+\n$/ },
  ]);
});
