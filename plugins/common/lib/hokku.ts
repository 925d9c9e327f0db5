/** The public face: what a plugin in TypeScript imports. Light on purpose; heavier things are `hokku/<name>`. */
export { type Executable, Exit, execute, exitCode, type Io } from "../../../core/execute.ts";
export { answer, hook, trigger } from "../../../hooks/hook.ts";
export type * from "../../../hooks/triggers.ts"; // with a star, as others add to the interface
export { command } from "./command.ts";
export type { Command } from "./declaration.ts";
export { detail, headline, step, trouble, write } from "./talk.ts";
