import { builder } from "hokku/builder";

export default builder({});
