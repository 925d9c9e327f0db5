import t from "tap";
import { buildOutput } from "../../../plugins/builder-dockerfile/lib/build-output.ts";

const SAID = `Sending build context to Docker daemon  2.048kB\r\r
Step 1/2 : FROM node
 ---> 0123456789ab
Step 2/2 : RUN npm test
 ---> Running in 0123456789ab

> web@1.0.0 test
an arrow of somebody else's: --->
passed: grün
Removing intermediate container 0123456789ab
 ---> 0123456789ac
Successfully built 0123456789ac
Successfully tagged dokku/web:latest
no end`;

t.test("what a build's programs say, and not what Docker does", async (t) => {
  const printed: string[] = [];
  const io = { env: {}, cwd: "/", stdin: "inherit", stdout: (text: Buffer | string) => void printed.push(String(text)) } as const;
  const output = buildOutput(io);
  const to = output.io.stdout;
  if (to === "inherit") return t.fail("it collects");
  // Byte by byte, as a pipe may deliver it: no letter is torn.
  for (const byte of Buffer.from(SAID)) to(Buffer.from([byte]));
  output.end();
  t.equal(printed.join(""), "> web@1.0.0 test\nan arrow of somebody else's: --->\npassed: grün\nno end\n");
});

t.test("with --trace, everything", async (t) => {
  const io = { env: { DOKKU_TRACE: "1" }, cwd: "/", stdin: "inherit", stdout: "inherit" } as const;
  t.equal(buildOutput(io).io, io);
});
