import { Buffer } from "node:buffer";
import type { RequestListener } from "node:http";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { listen } from "../support/loopback.js";
import { fixture, load } from "../wsdl/support.js";
import { output } from "./processes.js";

/* zeep reads our MTOM, and we read MTOM whose parts Python's email package wrote. */

const script = fileURLToPath(new URL("zeep_mtom.py", import.meta.url));
const contract = fileURLToPath(new URL("../fixtures/wsdl-any/mtom.wsdl", import.meta.url));
/** Line ends are not what they were in two of the encodings. */
const bytes = Uint8Array.from({ length: 6000 }, (_, index) => index % 256).filter((byte) => byte !== 10 && byte !== 13);
const ascii = bytes.map((byte) => 32 + (byte % 95));

interface Answer {
  readonly thumbnail: string;
  readonly multipart: boolean;
}

describe("zeep", () => {
  test.each([
    ["base64", bytes],
    ["quoted-printable", bytes],
    ["quoted-printable", ascii],
    ["8bit", ascii],
  ])("sends a picture in %s, and reads it in an answer of several parts", async (encoding, picture) => {
    const { server } = await load(fixture("mtom"));
    const seen: Uint8Array[] = [];
    const createServer = server["createPhotosServer"] as (implementation: object) => {
      readonly nodeListener: RequestListener;
    };
    const service = await listen(
      createServer({
        Store: ({ title, picture: sent }: { readonly title: string; readonly picture: readonly Uint8Array[] }) => {
          expect(title).toBe("Ærø");
          seen.push(...sent);
          return { thumbnail: sent[1] };
        },
        Describe: (text: string) => text,
      }).nodeListener,
    );
    try {
      const call = { address: service.url, encoding, picture: Buffer.from(picture).toString("base64") };
      const answer = JSON.parse(await output("/usr/bin/python3", [script, contract], JSON.stringify(call))) as Answer;
      expect(seen.map((one) => Buffer.compare(one, picture))).toEqual([0, 0]);
      expect(answer.multipart).toBe(true);
      expect(Buffer.compare(Buffer.from(answer.thumbnail, "base64"), picture)).toBe(0);
    } finally {
      await service.close();
    }
  });
});
