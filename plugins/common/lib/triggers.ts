/** Every trigger there is, for who has to know them all. */
export { catalogue } from "../../../hooks/catalogue.ts";
