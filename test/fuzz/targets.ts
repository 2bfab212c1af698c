import { contractTarget } from "./contract-target.js";
import { messageTarget } from "./message-target.js";
import { receiptTarget } from "./receipt-target.js";
import { schemaTarget } from "./schema-target.js";
import { serviceTarget } from "./service-target.js";
import { streamTarget } from "./stream-target.js";
import type { Target } from "./target.js";
import { typeTarget } from "./type-target.js";
import { valueTarget } from "./value-target.js";

/** Everything that is fuzzed. */
export const targets: readonly Target[] = [
  schemaTarget,
  messageTarget,
  valueTarget,
  streamTarget,
  serviceTarget,
  receiptTarget,
  contractTarget,
  typeTarget,
];
