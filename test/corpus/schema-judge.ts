import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { output } from "../interop/processes.js";

/** Messages to be judged by the documents of a contract. */
export interface JudgeJob {
  /** Absolute paths of the WSDL documents. */
  readonly documents: readonly string[];
  readonly messages: readonly string[];
}

/** What Xerces says. */
export interface JudgeAnswer {
  /** Why the schemas were refused. */
  readonly refused?: string;
  /** By position of the message: what is wrong with it, if anything. */
  readonly problems: readonly (string | undefined)[];
}

/* Contracts with wide content models and bounds in the thousands are what these limits of the JDK are against. */
const settings = ["-Djdk.xml.maxOccurLimit=0", "-Djdk.xml.entityExpansionLimit=0", "-Djdk.xml.elementAttributeLimit=0"];

/** Has Xerces judge messages, all in one process. Needs a JDK. */
export async function judgeByXerces(jobs: readonly JudgeJob[]): Promise<readonly JudgeAnswer[]> {
  const folder = mkdtempSync(join(tmpdir(), "snitflade-xerces-"));
  try {
    const lines = jobs.flatMap(({ documents, messages }) => [
      `schema\t${documents.join("\t")}`,
      ...messages.map((message) => `message\t${Buffer.from(message, "utf8").toString("base64")}`),
    ]);
    const program = fileURLToPath(new URL("SchemaJudge.java", import.meta.url));
    const text = await output("java", [...settings, program, folder], `${lines.join("\n")}\n`, 570_000);
    const answers = text.trimEnd().split("\n").values();
    return jobs.map(({ messages }) => {
      const [kind, refused] = next(answers);
      const problems = messages.map(() => {
        const [verdict, problem = ""] = next(answers);
        return verdict === "valid" ? undefined : problem;
      });
      return { ...(kind === "refused" ? { refused: refused ?? "" } : {}), problems };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function next(answers: Iterator<string>): readonly string[] {
  const { value, done } = answers.next() as { readonly value: string; readonly done: boolean };
  if (done) throw new Error("Xerces said less than it was asked");
  return value.split("\t");
}
