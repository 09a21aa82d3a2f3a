// Copyright (c) 2026, streamops.confluent contributors
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Stands for the client of the Kafka protocol, whose binary is a download. The server reads its constants when it starts;
// no check asks for what would talk to a broker.
const named = (name) => Object.assign(() => named(name), { [Symbol.toPrimitive]: () => name });
const constants = (path) =>
  new Proxy(named(path), {
    get: (own, name) => (name in own || typeof name === "symbol" ? own[name] : constants(`${path}.${name}`)),
  });
export const KafkaJS = constants("KafkaJS");
export default { KafkaJS };
