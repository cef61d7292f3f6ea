// The same Dutch phrases and messages through nlp.js, a peer of `bot.understanding`: used by bench/reader.py.
// In: {"phrases": {need: [phrase]}, "messages": [[text, need]]}. Out: {"right": share, "times": [milliseconds]}.
import fs from "node:fs";
import { dockStart } from "@nlpjs/basic";

const given = JSON.parse(fs.readFileSync(0, "utf-8"));
const settings = { nlp: { forceNER: false, languages: ["nl"], autoSave: false, nlu: { log: false } } };
const dock = await dockStart({ settings, use: ["Basic", "LangNl"] });
const nlp = dock.get("nlp");
for (const [need, ways] of Object.entries(given.phrases)) for (const way of ways) nlp.addDocument("nl", way, need);
await nlp.train();
let right = 0;
const times = [];
for (const [text, need] of given.messages) {
  const begin = performance.now();
  const { intent } = await nlp.process("nl", text);
  times.push(performance.now() - begin);
  right += intent === need;
}
console.log(JSON.stringify({ right: right / given.messages.length, times }));
