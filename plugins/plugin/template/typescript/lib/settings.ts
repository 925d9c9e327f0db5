import { settings } from "hokku/settings";

export default settings("greet", {
  word: {
    is: "text",
    summary: "the word that apps are greeted with",
    default: "Hello",
    refuse: (value) => (value.length > 40 ? "it has at most 40 characters" : undefined),
  },
});
