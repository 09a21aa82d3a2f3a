// Copyright (c) 2026, streamops.confluent contributors
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Confluent's client of Schema Registry and of the DEK registry for Node, without a key management service.
import assert from "node:assert/strict";
import registry from "@confluentinc/schemaregistry";
import dekRegistry from "@confluentinc/schemaregistry/dist/rules/encryption/dekregistry/dekregistry-client.js";

const { SchemaRegistryClient } = registry;
const { registry: where } = JSON.parse(process.env.WITNESS);
const config = {
  baseURLs: [where.endpoint],
  basicAuthCredentials: { credentialsSource: "USER_INFO", userInfo: `${where.key}:${where.secret}` },
  maxRetries: 0,
};
const client = new SchemaRegistryClient(config);
const deks = dekRegistry.DekRegistryClient.newClient(config);
const field = (name, type, more = {}) => ({ name, type, ...more });
const order = { type: "record", name: "Order", namespace: "shop", fields: [field("id", "string")] };
const more = { ...order, fields: [...order.fields, field("note", "string", { default: "" })] };
const less = { ...order, fields: [field("total", "long")] };
const avro = (tree, references) => ({ schema: JSON.stringify(tree), schemaType: "AVRO", ...(references && { references }) });
const refused = (status, code, call) =>
  assert.rejects(call, (error) => {
    assert.deepEqual([error.status, error.errorCode], [status, code]);
    return true;
  });

const checks = {
  "registers, and finds by content, id, guid and version": async () => {
    const made = await client.registerFullResponse("orders-value", avro(order));
    assert.equal(await client.getId("orders-value", avro(order)), made.id);
    assert.deepEqual(JSON.parse((await client.getBySubjectAndId("orders-value", made.id)).schema), order);
    assert.deepEqual(JSON.parse((await client.getByGuid(made.guid)).schema), order);
    assert.equal((await client.getLatestSchemaMetadata("orders-value")).version, 1);
    assert.equal((await client.getSchemaMetadata("orders-value", 1)).id, made.id);
    assert.equal(await client.getVersion("orders-value", avro(order)), 1);
    assert.deepEqual(await client.getAllVersions("orders-value"), [1]);
    assert.ok((await client.getAllSubjects()).includes("orders-value"));
  },
  "references": async () => {
    const sale = { type: "record", name: "Sale", namespace: "shop", fields: [field("order", "shop.Order")] };
    const made = avro(sale, [{ name: "shop.Order", subject: "orders-value", version: 1 }]);
    assert.ok((await client.register("sale-value", made)) > 0);
    await refused(422, 42206, () => client.deleteSubjectVersion("orders-value", 1));
  },
  "compatibility, and a refused version": async () => {
    await client.updateCompatibility("orders-value", "BACKWARD");
    assert.equal(await client.getCompatibility("orders-value"), "BACKWARD");
    assert.equal(await client.testSubjectCompatibility("orders-value", avro(more)), true);
    assert.equal(await client.testSubjectCompatibility("orders-value", avro(less)), false);
    await refused(409, 40901, () => client.register("orders-value", avro(less)));
  },
  "settings": async () => {
    await client.updateConfig("orders-value", { compatibility: "FULL", normalize: true });
    const found = await client.getConfig("orders-value");
    assert.deepEqual([found.compatibilityLevel, found.normalize], ["FULL", true]);
    assert.equal((await client.getDefaultConfig()).compatibilityLevel, "BACKWARD");
  },
  "names that need encoding, and contexts": async () => {
    for (const subject of ["a/b-value", "50% off & more", ":.staging:orders-value"]) {
      await client.register(subject, avro(order)); // getAllVersions of this client does not encode what it is given
      assert.equal((await client.getLatestSchemaMetadata(subject)).version, 1);
    }
  },
  "deletion, soft and for good": async () => {
    await client.register("gone-value", avro(order));
    await refused(404, 40405, () => client.deleteSubject("gone-value", true));
    assert.deepEqual(await client.deleteSubject("gone-value"), [1]);
    await refused(404, 40401, () => client.getAllVersions("gone-value"));
    assert.deepEqual(await client.deleteSubject("gone-value", true), [1]);
  },
  "DEK registry: a key encryption key is made and read": async () => {
    const id = "arn:aws:kms:eu-central-1:000000000000:key/made-up";
    const made = await deks.registerKek("witness-of-node", "aws-kms", id, false, undefined, "of a witness");
    assert.deepEqual([made.name, made.kmsKeyId], ["witness-of-node", id]);
    assert.equal((await deks.getKek("witness-of-node")).doc, "of a witness");
  },
  "DEK registry: a data encryption key is made of material that came encrypted, and read": async () => {
    const material = Buffer.from("encrypted elsewhere").toString("base64");
    const made = await deks.registerDek("witness-of-node", "orders-value", "AES256_GCM", 1, material);
    assert.deepEqual([made.kekName, made.subject, made.version], ["witness-of-node", "orders-value", 1]);
    const fresh = dekRegistry.DekRegistryClient.newClient(config);
    assert.equal((await fresh.getDek("witness-of-node", "orders-value", "AES256_GCM", 1)).encryptedKeyMaterial, material);
  },
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
