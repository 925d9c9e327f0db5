import { join } from "node:path";
import { answer, Exit, type Io } from "hokku";
import { imageLabels, labelOptions } from "hokku/builder";
import { remember } from "hokku/deploy/built";
import { replaceFile } from "hokku/files";
import { globalArgs } from "hokku/global-args";
import { registryEnvironment } from "hokku/registry-environment";
import { revisionOf } from "hokku/revision";
import { run } from "hokku/run";
import { readSource } from "hokku/source-file";

const { copyFileSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } = process.getBuiltinModule("node:fs");

/** Has `lambda-builder` make the image and the function's archive. */
export async function build(io: Io, app: string, source: string, image: string): Promise<void> {
  const labels = imageLabels("lambda", app);
  const usual = ["build", "--generate-image", "--write-procfile", "--image-env=DOCKER_LAMBDA_STAY_OPEN=1"];
  const own = [...labelOptions(labels), ...globalArgs(io, "build"), "--port", "5000", "--tag", image];
  // One that was pushed would pass for what is built, and a link of that name would be written through.
  rmSync(join(source, "lambda.zip"), { recursive: true, force: true });
  const client = { input: "", env: registryEnvironment(app, io.env) };
  const code = await run(io, "lambda-builder", [...usual, ...own, "--working-directory", source], client);
  if (code !== 0) throw new Exit(1, `lambda-builder ended with exit code ${code}; the reason is above`);
  await keepArchive(io, app, source);
  remember(image, { labels });
}

/** Contract: `$DOKKU_LIB_ROOT/data/builder-lambda/<app>/<commit>.zip` and its `.Procfile`, for schedulers that bring it to AWS. */
async function keepArchive(io: Io, app: string, source: string): Promise<void> {
  const archive = join(source, "lambda.zip");
  if (!lstatSync(archive, { throwIfNoEntry: false })?.isFile())
    throw new Exit(1, "lambda-builder has made no lambda.zip; look above for what it found in the source");
  const folder = join(io.env.DOKKU_LIB_ROOT ?? "", "data/builder-lambda", app);
  const commit = revisionOf(app, io.env)?.commit || (await answer(io, "git-revision", app));
  mkdirSync(folder, { recursive: true });
  const part = join(folder, `${commit}.part`);
  copyFileSync(archive, part);
  const procfile = readSource(source, "Procfile");
  if (procfile !== undefined) replaceFile(join(folder, `${commit}.Procfile`), procfile);
  renameSync(part, join(folder, `${commit}.zip`));
  for (const name of readdirSync(folder)) if (!name.startsWith(`${commit}.`)) rmSync(join(folder, name), { force: true });
}
