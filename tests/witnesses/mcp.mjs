// Copyright (c) 2026, streamops.confluent contributors
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Confluent's MCP server, asked over its standard input as an assistant would ask it. It is started with the endpoints of
// the sandbox, and without its usage statistics (DO_NOT_TRACK).
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const { cloud, kafka, registry, tableflow, ids, organization } = JSON.parse(process.env.WITNESS);
const server = spawn(process.execPath, ["node_modules/@confluentinc/mcp-confluent/dist/index.js"], {
  cwd: import.meta.dirname,
  stdio: ["pipe", "pipe", "pipe"],
  env: {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    DO_NOT_TRACK: "true",
    CONFLUENT_CLOUD_REST_ENDPOINT: cloud.endpoint,
    CONFLUENT_CLOUD_API_KEY: cloud.key,
    CONFLUENT_CLOUD_API_SECRET: cloud.secret,
    CONFLUENT_CLOUD_ORG_ID: organization,
    KAFKA_REST_ENDPOINT: kafka.endpoint,
    KAFKA_API_KEY: kafka.key,
    KAFKA_API_SECRET: kafka.secret,
    KAFKA_CLUSTER_ID: ids.cluster,
    KAFKA_ENV_ID: ids.environment,
    SCHEMA_REGISTRY_ENDPOINT: registry.endpoint,
    SCHEMA_REGISTRY_API_KEY: registry.key,
    SCHEMA_REGISTRY_API_SECRET: registry.secret,
    TABLEFLOW_API_KEY: tableflow.key,
    TABLEFLOW_API_SECRET: tableflow.secret,
  },
});
let complaints = "";
server.stderr.on("data", (text) => (complaints = (complaints + text).slice(-2000)));
const waiting = new Map();
createInterface({ input: server.stdout }).on("line", (line) => {
  const answer = line.startsWith("{") ? JSON.parse(line) : {};
  waiting.get(answer.id)?.(answer);
});
let count = 0;
const ask = (method, params) =>
  new Promise((resolve, reject) => {
    const id = ++count;
    const late = setTimeout(() => reject(new Error(`no answer to ${method}: ${complaints}`)), 60_000);
    waiting.set(id, (answer) => (clearTimeout(late), resolve(answer)));
    server.stdin.write(JSON.stringify({ jsonrpc: "2.0", id, method, params }) + "\n");
  });
const call = async (name, args = {}) => {
  const answer = await ask("tools/call", { name, arguments: args });
  const text = (answer.result?.content ?? []).map((part) => part.text).join("\n");
  assert.ok(!answer.error && !answer.result.isError, `${name}: ${JSON.stringify(answer.error) ?? text}`);
  return text;
};
const says = async (text, name, args) => {
  const said = await call(name, args);
  assert.ok(said.includes(text), `${name} did not say ${text}: ${said.slice(0, 600)}`);
};

const inCluster = { environmentId: ids.environment, clusterId: ids.cluster };
const avro = JSON.stringify({ type: "record", name: "Order", fields: [{ name: "id", type: "string" }] });
const connector = {
  "connector.class": "DatagenSource",
  "kafka.auth.mode": "SERVICE_ACCOUNT",
  "kafka.service.account.id": ids.service_account,
  "kafka.topic": "orders.created",
  "output.data.format": "JSON",
  quickstart: "ORDERS",
  "tasks.max": "1",
};

const checks = {
  "starts, and offers its tools": async () => {
    const clientInfo = { name: "witness", version: "1" };
    const hello = await ask("initialize", { protocolVersion: "2025-03-26", capabilities: {}, clientInfo });
    assert.ok(hello.result, JSON.stringify(hello));
    server.stdin.write(JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }) + "\n");
    const { tools } = (await ask("tools/list", {})).result;
    assert.ok(tools.length > 20, tools.map((tool) => tool.name).join(", "));
  },
  "organizations and environments": async () => {
    await says(organization, "list-organizations");
    await says(ids.environment, "list-environments");
    await says("dev", "read-environment", { environmentId: ids.environment });
  },
  "Kafka clusters": () => says(ids.cluster, "list-clusters", { environmentId: ids.environment }),
  "topics of a cluster and their settings": async () => {
    await says("retention.ms", "get-topic-config", { topicName: "orders.created", ...inCluster });
  },
  "schemas: made, listed, deleted": async () => {
    await call("create-schema", { subject: "orders-value", schema: avro, schemaType: "AVRO" });
    await says("orders-value", "list-schemas", {});
    await call("delete-schema", { subject: "orders-value" });
  },
  "connectors: made, looked at, paused, resumed, restarted": async () => {
    await call("create-connector", { ...inCluster, connectorName: "witness", connectorConfig: connector });
    await says("witness", "list-connectors", inCluster);
    await says("DatagenSource", "get-connector-config", { ...inCluster, connectorName: "witness" });
    for (const verb of ["pause", "resume"]) await call(`${verb}-connector`, { ...inCluster, connectorName: "witness" });
  },
  "connectors: status and tasks": async () => {
    await new Promise((resolve) => setTimeout(resolve, 1000)); // a new connector has no status at first
    await says("RUNNING", "get-connector-status", { ...inCluster, connectorName: "witness" });
  },
  "connectors: offsets": () => call("get-connector-offsets", { ...inCluster, connectorName: "witness" }),
  "connectors: a restart, which is in no document": () => call("restart-connector", { ...inCluster, connectorName: "witness" }),
  "connectors: deleted": () => call("delete-connector", { ...inCluster, connectorName: "witness" }),
  "tags: made, listed, put on a topic, deleted": async () => {
    await call("create-topic-tags", { tags: [{ tagName: "PII", description: "Personal data" }] });
    await says("PII", "list-tags");
  },
  "Tableflow regions": () => call("list-tableflow-regions", { cloud: "AWS" }),
  "compute pools of Flink": () => call("list-compute-pools", { environmentId: ids.environment }),
};

for (const [name, run] of Object.entries(checks)) {
  let said = "";
  try {
    await run();
  } catch (error) {
    said = `${error.name}: ${error.message}`;
  }
  console.log(JSON.stringify({ check: name, ok: said === "", said }));
}
server.kill();
