// Calls through the gateway as a program of somebody's would, and says line by line what has worked.
import assert from "node:assert/strict";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";

const [gateway, key, ownKey, spentKey] = process.argv.slice(2);
const named = (feature) => ({ headers: { "X-Tokentally-Endpoint": feature, "X-Tokentally-Tags": "from=node" } });
const chat = { model: "gpt-4.1-nano", messages: [{ role: "user", content: "Say hello." }] };

const openai = new OpenAI({ baseURL: `${gateway}/openai/v1`, apiKey: key, maxRetries: 0 });

const plain = await openai.chat.completions.create(chat, named("node_plain"));
assert.ok(plain.choices[0].message.content);
assert.ok(plain.usage.total_tokens > 0);
console.log("openai plain");

let text = "";
for await (const chunk of await openai.chat.completions.create({ ...chat, stream: true }, named("node_stream"))) {
  assert.ok(!chunk.usage);
  assert.equal(chunk.choices.length, 1);
  text += chunk.choices[0].delta.content ?? "";
}
assert.ok(text);
console.log("openai streamed without usage");

let usage;
const asking = { ...chat, stream: true, stream_options: { include_usage: true } };
for await (const chunk of await openai.chat.completions.create(asking, named("node_usage"))) {
  usage = chunk.usage ?? usage;
}
assert.ok(usage.total_tokens > 0);
console.log("openai streamed with usage");

const tools = [
  {
    type: "function",
    function: {
      name: "weather",
      parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    },
  },
];
const called = await openai.chat.completions.create({ ...chat, tools, tool_choice: "auto" }, named("node_tools"));
assert.ok(called.choices[0].message);
console.log("openai tools");

const stranger = new OpenAI({ baseURL: `${gateway}/v1`, apiKey: "tt_of_nobody", maxRetries: 0 });
await assert.rejects(stranger.chat.completions.create(chat), OpenAI.AuthenticationError);
console.log("openai refused");

const stream = await openai.chat.completions.create({ ...chat, stream: true }, named("node_abort"));
for await (const chunk of stream) {
  assert.ok(chunk);
  stream.controller.abort();
}
console.log("openai aborted");

// With a key of the caller's own, and the virtual one beside it.
const anthropic = new Anthropic({
  baseURL: `${gateway}/anthropic`,
  apiKey: ownKey,
  defaultHeaders: { "X-Tokentally-Key": key },
  maxRetries: 0,
});
const ask = { model: "claude-sonnet-4-5", max_tokens: 64, messages: [{ role: "user", content: "Say hello." }] };

const message = await anthropic.messages.create(ask, named("node_message"));
assert.equal(message.content[0].text, "Hello");
console.log("anthropic plain");

const events = anthropic.messages.stream(ask, named("node_events"));
assert.equal((await events.finalMessage()).usage.output_tokens, 5);
console.log("anthropic streamed");

const unknown = new Anthropic({ baseURL: `${gateway}/anthropic`, apiKey: "tt_of_nobody", maxRetries: 0 });
await assert.rejects(unknown.messages.create(ask), Anthropic.AuthenticationError);
console.log("anthropic refused");

// A budget that is spent: the usual error, once, though the clients may try five more times.
let attempts = 0;
const counting = (...request) => {
  attempts++;
  return fetch(...request);
};
const spent = new OpenAI({ baseURL: `${gateway}/openai/v1`, apiKey: spentKey, maxRetries: 5, fetch: counting });
await assert.rejects(spent.chat.completions.create(chat), (error) => {
  assert.ok(error instanceof OpenAI.RateLimitError);
  assert.match(error.message, /The budget 'Nothing for Node'/);
  return true;
});
assert.equal(attempts, 1);
console.log("openai over budget, asked once");

attempts = 0;
const spentAnthropic = new Anthropic({
  baseURL: `${gateway}/anthropic`,
  apiKey: ownKey,
  defaultHeaders: { "X-Tokentally-Key": spentKey },
  maxRetries: 5,
  fetch: counting,
});
await assert.rejects(spentAnthropic.messages.create(ask), (error) => {
  assert.ok(error instanceof Anthropic.RateLimitError);
  assert.match(error.message, /The budget 'Nothing for Node'/);
  return true;
});
assert.equal(attempts, 1);
console.log("anthropic over budget, asked once");
